import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSandboxDatabase, createTestDatabase, type TestDatabase } from "./test-database";

describe("test database", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it("is migrated and reached through the restricted role", async () => {
    const { rows } = await database.pool.query("select current_user as role, business_now() as now");
    expect(rows[0]).toMatchObject({ role: "counterpart_app", now: expect.any(Date) });
  });

  it("holds its owner to row level security too, and lets the superuser see all", async () => {
    await database.superuserPool.query(
      "insert into tenants (id, kind, name, created_at) values (gen_random_uuid(), 'partner', 'A', business_now())",
    );
    await database.superuserPool.query(
      `insert into partners (partner_id, code, name, country, currency, time_zone, created_at, updated_at)
       select id, 'P-1', name, 'GB', 'GBP', 'Europe/London', created_at, created_at from tenants where kind = 'partner'`,
    );
    const count = "select count(*)::int as n from partners";
    expect((await database.superuserPool.query(count)).rows[0].n).toBe(1);
    expect((await database.ownerPool.query(count)).rows[0].n).toBe(0);
    expect((await database.pool.query(count)).rows[0].n).toBe(0);
  });

  it("is a database apart from the next one", async () => {
    const other = await createTestDatabase();
    await database.superuserPool.query("create table only_here (a int)");
    await expect(other.superuserPool.query("select * from only_here")).rejects.toThrow(/does not exist/);
    await other.drop();
  });

  it("gives the sandbox a database that the portal's role cannot enter", async () => {
    const sandbox = await createSandboxDatabase();
    const asPortal = new URL(database.appUrl);
    asPortal.pathname = new URL(sandbox.url).pathname;
    const portal = new pg.Client({ connectionString: asPortal.href });
    await expect(portal.connect()).rejects.toThrow(/permission denied for database/);
    await sandbox.drop();
  });
});
