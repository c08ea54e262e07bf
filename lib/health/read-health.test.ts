import { createServer } from "node:net";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import { readHealth } from "./read-health";

describe("health", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  const heard = (ago: string): Promise<unknown> =>
    database.superuserPool.query(
      `insert into engine.worker (id, host, pid, seen_at)
       values (gen_random_uuid(), 'test', 1, now() - $1::interval)`,
      [ago],
    );

  it("is degraded while no engine was heard lately and well when one was", async () => {
    await heard("1 minute");
    expect(await readHealth(database.pool)).toEqual({ status: "degraded", database: "up", engine: "down" });
    await heard("1 second");
    expect(await readHealth(database.pool)).toEqual({ status: "ok", database: "up", engine: "up" });
  });

  it("is down within two seconds when the database accepts and keeps silent", async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const address = silent.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const pool = new pg.Pool({ host: "127.0.0.1", port, max: 1, connectionTimeoutMillis: 4000 });
    const began = performance.now();
    expect(await readHealth(pool)).toEqual({ status: "down", database: "down", engine: "unknown" });
    expect(performance.now() - began).toBeLessThan(2000);
    silent.close();
  });
});
