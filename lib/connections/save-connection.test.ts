import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildPartner } from "@/db/builders/partner";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import type { Ctx } from "@/lib/auth/context";
import { testContext } from "@/lib/auth/test-context";
import { credentialsOf, smallWorld } from "@/lib/psa/autotask/test-world";
import { TestSandbox } from "@/lib/psa/test-sandbox";
import { getConnection } from "./get-connection";
import { listConnections } from "./list-connections";
import { openConnector } from "./open-connector";
import { trustSandbox } from "./outside";
import { replaceCredentials } from "./replace-credentials";
import { saveConnection } from "./save-connection";
import { testConnection } from "./test-connection";

let database: TestDatabase;
let sandbox: TestSandbox;
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

async function world(options: Record<string, unknown> = {}): Promise<string> {
  const name = `save${++worlds}@partner.example`;
  await sandbox.control(name, "world", smallWorld(options));
  return name;
}

async function admin(): Promise<Ctx> {
  const { partnerId } = await buildPartner(database);
  return testContext(database.pool, { partnerId });
}

const stored = async (ctx: Ctx) => {
  const { rows } = await database.superuserPool.query(
    "select encrypted, masked, state from credential_sets where partner_id = $1",
    [ctx.partnerId],
  );
  return rows as { encrypted: string; masked: Record<string, string>; state: string }[];
};

const audited = async (ctx: Ctx): Promise<string[]> => {
  const { rows } = await database.superuserPool.query(
    "select action from audit_entries where partner_id = $1 order by sequence",
    [ctx.partnerId],
  );
  return rows.map((row: { action: string }) => row.action);
};

describe("Test and Save", () => {
  it("says that nothing was changed when the answer is a page, and blames no field for an unknown refusal", async () => {
    const ctx = await admin();
    const name = await world();
    const save = () => saveConnection(ctx, { provider: "autotask", credentials: credentialsOf(name) });
    await sandbox.control(name, "faults", { add: [{ kind: "html-200", count: null }] });
    await expect(save()).rejects.toMatchObject({
      code: "unavailable",
      message: "Autotask gave an answer on its zones that we do not trust. Your old settings are untouched.",
    });
    await sandbox.control(name, "faults", { clear: true, add: [{ kind: "500", text: "Odd", count: null }] });
    const refused = await save().catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "invalid", message: "Autotask refused this: Odd" });
    expect(refused).not.toHaveProperty("fields");
    expect(await stored(ctx)).toEqual([]);
  });

  it("stores an active connection with an encrypted secret, audits and announces it, in steps", async () => {
    const ctx = await admin();
    const credentials = credentialsOf(await world());
    const { connectionId, trial } = await saveConnection(ctx, { provider: "autotask", credentials });
    expect(trial.steps.map(({ step, state }) => `${step} ${state}`)).toEqual([
      "find_address done",
      "sign_in done",
      "rights done",
      "first_lists under_way",
    ]);
    const connection = await getConnection(ctx, connectionId);
    expect(connection).toMatchObject({ name: "Autotask", state: "active", companiesMapped: 0 });
    expect(connection.credentials).toEqual({
      userName: credentials.userName,
      secret: "••••••",
      trackingId: "••••••0001",
    });
    expect(JSON.stringify(await stored(ctx))).not.toContain("s3cret");
    expect(await audited(ctx)).toEqual(["connection.created"]);
    const { rows } = await database.superuserPool.query("select name from outbox where partner_id = $1", [
      ctx.partnerId,
    ]);
    expect(rows).toEqual([{ name: "connection/saved" }]);
    expect((await (await openConnector(ctx, connectionId)).findCompany("10"))?.name).toBe("Calder Ltd");
  });

  it("refuses a user name without the part after the @ before anything is sent", async () => {
    const ctx = await admin();
    const save = saveConnection(ctx, { provider: "autotask", credentials: credentialsOf("nobody") });
    await expect(save).rejects.toMatchObject({
      code: "invalid",
      message: "Type the full user name including the part after the @.",
    });
  });

  it("stores nothing when the PSA does not know the user", async () => {
    const ctx = await admin();
    const credentials = credentialsOf("stranger@partner.example");
    await expect(saveConnection(ctx, { provider: "autotask", credentials })).rejects.toMatchObject({
      code: "invalid",
      message:
        "Autotask does not know the user name 'stranger@partner.example'. Copy it again from the Credentials section of the API user.",
    });
    expect(await listConnections(ctx)).toEqual([]);
    expect(await stored(ctx)).toEqual([]);
  });

  it("tries a refused secret once and says that it stops there", async () => {
    const ctx = await admin();
    const name = await world();
    await sandbox.control(name, "requests", {});
    const credentials = { ...credentialsOf(name), secret: "wrong" };
    await expect(saveConnection(ctx, { provider: "autotask", credentials })).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining("We tried once and stop here"),
    });
    expect(await sandbox.requests(name)).toHaveLength(2);
    expect(await listConnections(ctx)).toEqual([]);
  });

  it("stores a connection whose user lacks a right, with a warning that names it", async () => {
    const ctx = await admin();
    const credentials = credentialsOf(await world({ denied: { Contracts: ["query"] } }));
    const { trial } = await saveConnection(ctx, { provider: "autotask", credentials });
    expect(trial.missingRights).toEqual([expect.stringContaining("may not read contracts")]);
    expect(trial.steps.find(({ step }) => step === "rights")?.state).toBe("warning");
  });

  it("refuses the same database a second time by its name", async () => {
    const ctx = await admin();
    const credentials = credentialsOf(await world());
    await saveConnection(ctx, { provider: "autotask", name: "Autotask - UK", credentials });
    await expect(saveConnection(ctx, { provider: "autotask", credentials })).rejects.toMatchObject({
      code: "conflict",
      message: "This Autotask is already connected as 'Autotask - UK'. Open its settings instead.",
    });
  });

  it("stores one of two that are saved at the same moment", async () => {
    const ctx = await admin();
    const credentials = credentialsOf(await world());
    const both = await Promise.allSettled([
      saveConnection(ctx, { provider: "autotask", credentials }),
      saveConnection(ctx, { provider: "autotask", credentials }),
    ]);
    expect(both.map((each) => each.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(both.find((each) => each.status === "rejected")).toMatchObject({ reason: { code: "conflict" } });
  });

  it("is refused to an operator", async () => {
    const ctx = await admin();
    const operator = testContext(database.pool, { partnerId: ctx.partnerId, role: "partner_operator" });
    await expect(
      saveConnection(operator, { provider: "autotask", credentials: credentialsOf("a@b.example") }),
    ).rejects.toMatchObject({ code: "forbidden" });
  });

  it("shows another partner nothing of it", async () => {
    const ctx = await admin();
    const { connectionId } = await saveConnection(ctx, {
      provider: "autotask",
      credentials: credentialsOf(await world()),
    });
    const other = await admin();
    expect(await listConnections(other)).toEqual([]);
    await expect(getConnection(other, connectionId)).rejects.toMatchObject({ code: "not_found" });
    await expect(openConnector(other, connectionId)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("a test without saving", () => {
  it("says which step failed and leaves only its audit entry", async () => {
    const ctx = await admin();
    const trial = await testConnection(ctx, {
      provider: "autotask",
      credentials: { ...credentialsOf(await world()), secret: "wrong" },
    });
    expect(trial.steps.map(({ step, state }) => `${step} ${state}`)).toEqual([
      "find_address done",
      "sign_in failed",
      "rights not_reached",
      "first_lists not_reached",
    ]);
    expect(await listConnections(ctx)).toEqual([]);
    expect(await audited(ctx)).toEqual(["connection.tested"]);
  });
});

describe("new credentials", () => {
  it("replace the old ones, whose secret is erased, and start a stopped connection again", async () => {
    const ctx = await admin();
    const name = await world();
    const { connectionId } = await saveConnection(ctx, {
      provider: "autotask",
      credentials: credentialsOf(name),
    });
    await sandbox.control(name, "acts", [{ act: "set-user", userName: name, secret: "another-secret-1234" }]);
    const connector = await openConnector(ctx, connectionId);
    await expect(connector.findCompany("10")).rejects.toMatchObject({ kind: "credentials" });
    expect((await getConnection(ctx, connectionId)).state).toBe("credentials_rejected");
    await sandbox.control(name, "requests", {});
    await expect(openConnector(ctx, connectionId)).rejects.toMatchObject({ kind: "credentials" });
    expect(await sandbox.requests(name)).toEqual([]);

    await replaceCredentials(ctx, { connectionId, credentials: { secret: "another-secret-1234" } });
    const connection = await getConnection(ctx, connectionId);
    expect(connection).toMatchObject({ state: "active", hasPendingCredentials: false });
    expect(connection.credentials.secret).toBe("••••••1234");
    const old = (await stored(ctx)).find((set) => set.state === "replaced");
    expect(old?.encrypted).toBe("");
    expect((await (await openConnector(ctx, connectionId)).findCompany("10"))?.name).toBe("Calder Ltd");
    expect(await audited(ctx)).toEqual([
      "connection.created",
      "connection.state_changed",
      "connection.credentials_replaced",
    ]);
  });

  it("leave everything as it was when they are refused", async () => {
    const ctx = await admin();
    const { connectionId } = await saveConnection(ctx, {
      provider: "autotask",
      credentials: credentialsOf(await world()),
    });
    const refused = replaceCredentials(ctx, { connectionId, credentials: { secret: "wrong" } });
    await expect(refused).rejects.toMatchObject({ code: "invalid" });
    expect((await stored(ctx)).map((set) => set.state)).toEqual(["in_use"]);
    expect((await (await openConnector(ctx, connectionId)).findCompany("10"))?.name).toBe("Calder Ltd");
  });

  it("of another database are refused", async () => {
    const ctx = await admin();
    const { connectionId } = await saveConnection(ctx, {
      provider: "autotask",
      credentials: credentialsOf(await world()),
    });
    const elsewhere = replaceCredentials(ctx, { connectionId, credentials: credentialsOf(await world()) });
    await expect(elsewhere).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("lead to another database"),
    });
  });
});
