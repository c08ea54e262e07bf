import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { transaction } from "./client";
import { createTestDatabase, type TestDatabase } from "./test-database";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const nobody = { vendorSide: [], partnerSide: [] };

test("a connection that is cut inside a transaction fails that transaction and nothing else", async () => {
  const cut = transaction(database.pool, nobody, async (db) => {
    const own = await db.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
    await database.superuserPool.query("select pg_terminate_backend($1)", [own.rows[0]?.pid]);
    await db.execute(sql`select 1`);
  });
  await expect(cut).rejects.toThrow();
  const after = await transaction(database.pool, nobody, (db) =>
    db.execute<{ one: number }>(sql`select 1 as one`),
  );
  expect(after.rows).toEqual([{ one: 1 }]);
});
