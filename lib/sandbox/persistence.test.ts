import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSandboxDatabase } from "@/db/test-database";
import { type Sandbox, startSandbox } from "./server";
import { brokenRequest, MARLOW, TestWorld } from "./test-world";

let database: { url: string; drop(): Promise<void> };
let sandbox: Sandbox;
beforeAll(async () => {
  database = await createSandboxDatabase();
  sandbox = await startSandbox({ port: 0, databaseUrl: database.url });
});
afterAll(async () => {
  await sandbox.stop();
  await database.drop();
});

const change = { contractServiceID: 70, effectiveDate: "2026-03-15T00:00:00Z", unitChange: 2 };

/** A second sandbox on the same database sees what a restarted one would. */
async function afterRestart<T>(world: TestWorld, look: (again: TestWorld) => Promise<T>): Promise<T> {
  const second = await startSandbox({ port: 0, databaseUrl: database.url });
  try {
    return await look(world.on(second));
  } finally {
    await second.stop();
  }
}

describe("what outlives the sandbox", () => {
  it("is every answered change: rows, settings, clock, log", async () => {
    const world = await TestWorld.make(sandbox, MARLOW);
    await world.adjust(change);
    await world.act(
      { act: "post-period", contractID: 7, date: "2026-01-20" },
      { act: "set-options", options: { zeroUnits: "refuse" } },
    );
    await world.control("clock", { advanceMs: 1_000 });
    const truth = (await world.control("world")).json;
    const log = (await world.control("requests?writes=true")).json.requests;
    await afterRestart(world, async (again) => {
      expect((await again.control("world")).json).toEqual(truth);
      expect((await again.control("requests?writes=true")).json.requests).toEqual(log);
    });
  });

  it("is a write whose answer was lost, and no write that was cut before", async () => {
    const world = await TestWorld.make(sandbox, MARLOW);
    await world.faults({ kind: "after-write" }, { kind: "before-write" });
    await brokenRequest(world, "POST", "/ContractServiceAdjustments", change);
    await brokenRequest(world, "POST", "/ContractServiceAdjustments", {
      ...change,
      effectiveDate: "2026-03-20T00:00:00Z",
    });
    expect(await afterRestart(world, (again) => again.grid(70))).toEqual([
      "01-15..02-14 10 x 4",
      "02-15..03-14 10 x 4",
      "03-15..04-14 12 x 4",
    ]);
  });

  it("is a late commit that was still on its way", async () => {
    const world = await TestWorld.make(sandbox, MARLOW);
    await world.faults({ kind: "late-commit", ms: 30_000 });
    await brokenRequest(world, "POST", "/ContractServiceAdjustments", change);
    const last = await afterRestart(world, async (again) => {
      expect((await again.grid(70)).at(-1)).toBe("03-15..04-14 10 x 4");
      await again.control("clock", { advanceMs: 30_000 });
      return (await again.grid(70)).at(-1);
    });
    expect(last).toBe("03-15..04-14 12 x 4");
  });

  it("is a deleted row's absence and a removed world's", async () => {
    const world = await TestWorld.make(sandbox, MARLOW);
    const gone = await TestWorld.make(sandbox, MARLOW);
    await world.api("PATCH", "/Contracts", { id: 7, endDate: "2026-02-14T00:00:00Z" });
    await gone.control("reset", { remove: true });
    await afterRestart(world, async (again) => {
      expect(await again.grid(70)).toEqual(["01-15..02-14 10 x 4"]);
      expect((await gone.on(again.sandbox).control("world")).status).toBe(404);
    });
  });

  it("waits while the database is away and is stored when it is back", async () => {
    const world = await TestWorld.make(sandbox, MARLOW);
    const other = new pg.Client({ connectionString: database.url });
    await other.connect();
    await other.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
    );
    await other.end();
    expect((await world.adjust(change)).status).toBe(200);
    expect((await afterRestart(world, (again) => again.grid(70))).at(-1)).toBe("03-15..04-14 12 x 4");
  });
});
