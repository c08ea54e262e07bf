import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildPartner } from "@/db/builders/partner";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import type { Ctx } from "@/lib/auth/context";
import { jobContext } from "@/lib/auth/job-context";
import { testContext } from "@/lib/auth/test-context";
import { credentialsOf, smallWorld } from "@/lib/psa/autotask/test-world";
import { TestSandbox } from "@/lib/psa/test-sandbox";
import { getConnection } from "./get-connection";
import { trustSandbox } from "./outside";
import { probeConnection } from "./probe-connection";
import { saveConnection } from "./save-connection";

let database: TestDatabase;
let sandbox: TestSandbox;
let ctx: Ctx;
let job: Ctx;
let connectionId: string;
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
  job = jobContext(partnerId, "probe-connection", database.pool);
  world = `probe${++worlds}@partner.example`;
  await sandbox.control(world, "world", smallWorld());
  ({ connectionId } = await saveConnection(ctx, { provider: "autotask", credentials: credentialsOf(world) }));
});

const state = async () => (await getConnection(ctx, connectionId)).state;
const lastAudit = async () => {
  const { rows } = await database.superuserPool.query(
    "select action, after from audit_entries where partner_id = $1 order by sequence desc limit 1",
    [ctx.partnerId],
  );
  return rows[0];
};

describe("a look at a connection", () => {
  it("names the rights that were taken away since it was saved", async () => {
    await sandbox.control(world, "acts", [
      { act: "set-options", options: { denied: { Services: ["query"] } } },
    ]);
    const probe = await probeConnection(job, connectionId);
    expect(probe).toMatchObject({
      state: "signed_in",
      missingRights: [expect.stringContaining("may not read services")],
    });
    expect(await lastAudit()).toMatchObject({ action: "readiness.checked" });
  });

  it("marks a PSA that does not answer, and takes the mark away when it does", async () => {
    await sandbox.control(world, "faults", { add: [{ kind: "502-html", count: null }] });
    expect((await probeConnection(job, connectionId)).state).toBe("unreachable");
    expect(await state()).toBe("unreachable");
    await sandbox.control(world, "faults", { clear: true });
    expect((await probeConnection(job, connectionId)).state).toBe("signed_in");
    expect(await state()).toBe("active");
  });

  it("stops at refused credentials and sends nothing more", async () => {
    await sandbox.control(world, "acts", [{ act: "set-user", userName: world, secret: "another" }]);
    expect((await probeConnection(job, connectionId)).state).toBe("refused");
    expect(await state()).toBe("credentials_rejected");
    await sandbox.control(world, "requests", {});
    expect((await probeConnection(job, connectionId)).state).toBe("refused");
    expect(await sandbox.requests(world)).toEqual([]);
  });
});
