import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildPartner } from "@/db/builders/partner";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import type { Ctx } from "@/lib/auth/context";
import { testContext } from "@/lib/auth/test-context";
import { machineNow } from "@/lib/clock";
import { credentialsOf, smallWorld } from "@/lib/psa/autotask/test-world";
import { getProvider } from "@/lib/psa/registry";
import { TestSandbox } from "@/lib/psa/test-sandbox";
import { checkReadiness } from "./check-readiness";
import { getReadiness } from "./get-readiness";
import { listExamples } from "./list-examples";
import { listProviders } from "./list-providers";
import { trustSandbox } from "./outside";
import { refuseFailed } from "./prepare-trial";
import { saveConnection } from "./save-connection";
import { type TrialStep, tryCredentials } from "./trial";

let database: TestDatabase;
let sandbox: TestSandbox;
let ctx: Ctx;
let world: string;
let worlds = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  sandbox = await TestSandbox.start();
  trustSandbox(sandbox.origin);
});
afterAll(async () => {
  await sandbox.stop();
  await database.drop();
});
beforeEach(async () => {
  const { partnerId } = await buildPartner(database);
  ctx = testContext(database.pool, { partnerId });
  world = `trial${++worlds}@partner.example`;
  await sandbox.control(world, "world", smallWorld());
});

const autotask = getProvider("autotask");
const room = { deployment: {}, timeZone: "Europe/London" };
const save = () => saveConnection(ctx, { provider: "autotask", credentials: credentialsOf(world) });

describe("a trial that somebody watches", () => {
  it("tells each step once, in order, before the connection is stored", async () => {
    const told: string[] = [];
    const input = { provider: "autotask", credentials: credentialsOf(world) };
    await saveConnection(ctx, input, ({ step, state }: TrialStep) => told.push(`${step} ${state}`));
    expect(told).toEqual(["find_address done", "sign_in done", "rights done", "first_lists under_way"]);
  });

  it("gives up a silent PSA after its deadline, names the host and says that nothing was changed", async () => {
    await sandbox.control(world, "faults", { add: [{ kind: "stall", path: "*Companies/0", count: null }] });
    const startedAt = machineNow().getTime();
    const trial = await tryCredentials(ctx, autotask, credentialsOf(world), { ...room, callMs: 1_000 });
    expect(trial.steps.map(({ step, state }) => `${step} ${state}`)).toEqual([
      "find_address done",
      "sign_in failed",
      "rights not_reached",
      "first_lists not_reached",
    ]);
    const host = new URL(sandbox.origin).hostname;
    expect(trial.problem?.message).toMatch(
      new RegExp(`^No answer from ${host} within 1 seconds?\\. Your old settings are untouched\\.$`),
    );
    expect(() => refuseFailed(trial)).toThrow(expect.objectContaining({ code: "unavailable" }));
    expect(machineNow().getTime() - startedAt).toBeLessThan(5_000);
  });

  it("sends nothing to a zone address outside the vendor's domain", async () => {
    const zone = { zoneName: "Evil", url: "https://evil.example/ATServicesRest/", ci: 7 };
    const discovery = createServer((_request, answer) => answer.end(JSON.stringify(zone)));
    await new Promise<void>((resolve) => discovery.listen(0, "127.0.0.1", resolve));
    const { port } = discovery.address() as AddressInfo;
    trustSandbox(`http://127.0.0.1:${port}`);
    try {
      await expect(save()).rejects.toMatchObject({
        message: expect.stringMatching(
          /^The zone address evil\.example is not an Autotask address\. Nothing was sent there\./,
        ),
      });
    } finally {
      trustSandbox(sandbox.origin);
      discovery.close();
    }
  });

  it("ends within the time for all calls together, however slow each answer is", async () => {
    await sandbox.control(world, "faults", { add: [{ kind: "slow", ms: 700, count: null }] });
    const startedAt = machineNow().getTime();
    const options = { ...room, callMs: 15_000, totalMs: 1 };
    await tryCredentials(ctx, autotask, credentialsOf(world), options);
    expect(machineNow().getTime() - startedAt).toBeLessThan(5_000);
  });
});

describe("Check again", () => {
  it("asks the PSA and keeps what it found for the next reader", async () => {
    const { connectionId } = await save();
    expect((await getReadiness(ctx, connectionId)).items.find(({ id }) => id === "rights")?.state).toBe(
      "ready",
    );
    await sandbox.control(world, "acts", [
      { act: "set-options", options: { denied: { Services: ["query"] } } },
    ]);
    const checked = await checkReadiness(ctx, connectionId);
    expect(checked.items.filter(({ state }) => state === "needs_you")).toMatchObject([
      { id: "rights-1", cause: "The API user may not read services." },
    ]);
    expect(checked.items.find(({ id }) => id === "contracts")?.state).toBe("ready");
    expect(checked.items.find(({ id }) => id === "clock")?.state).toBe("ready");
    expect(await getReadiness(ctx, connectionId)).toEqual(checked);
  });

  it("is for admins, the list for everybody of the partner, and neither for another partner", async () => {
    const { connectionId } = await save();
    const viewer = testContext(database.pool, { partnerId: ctx.partnerId, role: "partner_viewer" });
    await expect(checkReadiness(viewer, connectionId)).rejects.toMatchObject({ code: "forbidden" });
    expect((await getReadiness(viewer, connectionId)).items.length).toBeGreaterThan(0);
    const { partnerId } = await buildPartner(database);
    const other = testContext(database.pool, { partnerId });
    await expect(getReadiness(other, connectionId)).rejects.toMatchObject({ code: "not_found" });
    await expect(checkReadiness(other, connectionId)).rejects.toMatchObject({ code: "not_found" });
    await expect(listExamples(other, { connectionId })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("what Integration Setup is drawn from", () => {
  it("shows the fields and the recipe of each PSA, and examples without a line of one's own", async () => {
    const { providers } = await listProviders(ctx);
    expect(providers[0]?.fields.map(({ name }) => name)).toEqual(["userName", "secret", "trackingId"]);
    expect(providers[0]?.recipes[0]?.rights?.length).toBeGreaterThan(0);
    const { connectionId } = await save();
    const { basedOn, examples } = await listExamples(ctx, { connectionId });
    expect(basedOn).toBeNull();
    expect(examples.callSharePct?.["50"]).toContain("5,000 of 10,000 calls an hour");
  });
});
