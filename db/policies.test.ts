import { getTableColumns, getTableName, is, sql } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildConnection } from "./builders/connection";
import { buildCustomer } from "./builders/customer";
import { buildPartner } from "./builders/partner";
import { buildProduct } from "./builders/product";
import { buildSubscription } from "./builders/subscription";
import { transaction } from "./client";
import { declaredTables } from "./policies";
import * as schema from "./schema/index";
import { createTestDatabase, type TestDatabase } from "./test-database";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const nobody = { vendorSide: [], partnerSide: [] };
const tenantTables = declaredTables().filter((table) => table.tenantClass !== "shared");
/** Tables that the portal lays down outside tenants, each with the reason why nobody can leak through it. */
const outsideTenants: Record<string, string> = {
  tenants: "names of companies; who may know which is asked at the door",
  business_clock: "time",
  deployment_settings: "identifiers of the deployment",
  product_families: "the catalogue is one for all",
  products: "the catalogue is one for all; prices per partner are in product_prices",
  outbox: "ids only; read by the relay",
  ingest_answers: "found by the API key's id, which only its key leads to",
  ingest_gates: "counts requests of an API key",
  ingest_leases: "counts requests of an API key",
};

describe("every table", () => {
  test("of the database is declared in the schema", async () => {
    const stored = await database.superuserPool.query<{ name: string }>(
      "select relname as name from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace",
    );
    const declared = new Set(declaredTables().map((table) => table.name));
    expect(stored.rows.map((row) => row.name).filter((name) => !declared.has(name))).toEqual([]);
  });

  test("with a partner in it is no shared table", () => {
    const tables = (Object.values(schema) as unknown[]).filter((value) => is(value, PgTable));
    const shared = new Set(
      declaredTables().flatMap((table) => (table.tenantClass === "shared" ? [table.name] : [])),
    );
    const leaky = tables.filter((table) => {
      const hasPartner = Object.values(getTableColumns(table)).some((column) => column.name === "partner_id");
      return hasPartner && shared.has(getTableName(table)) && !(getTableName(table) in outsideTenants);
    });
    expect(leaky.map((table) => getTableName(table))).toEqual([]);
  });

  test("outside tenants has a reason on record, or holds the PSA's call budget", () => {
    const shared = declaredTables().filter((table) => table.tenantClass === "shared");
    const withoutReason = shared.filter(({ name }) => !(name in outsideTenants) && !name.startsWith("psa_"));
    expect(withoutReason.map((table) => table.name)).toEqual([]);
  });

  test.each(tenantTables.map((table) => table.name))(
    "%s is under forced row level security with rules to read and write",
    async (name) => {
      const found = await database.superuserPool.query(
        `select relrowsecurity as enabled, relforcerowsecurity as forced,
              array(select polcmd::text from pg_policy where polrelid = c.oid order by 1) as rules
       from pg_class c where oid = $1::regclass`,
        [name],
      );
      expect(found.rows[0]).toEqual({ enabled: true, forced: true, rules: ["a", "d", "r", "w"] });
    },
  );

  test.each(tenantTables.map((table) => table.name))(
    "%s shows no row when no tenant is set",
    async (name) => {
      const statement = sql.raw(`select count(*)::int as rows from ${name}`);
      const found = await transaction(database.pool, nobody, (db) => db.execute(statement));
      expect(found.rows).toEqual([{ rows: 0 }]);
    },
  );

  test("that holds a customer shows no row when no tenant is set, though there are rows", async () => {
    await buildCustomer(database, { partnerId: (await buildPartner(database)).partnerId });
    const count = await transaction(database.pool, nobody, (db) =>
      db.execute(sql`select count(*)::int as rows from customers`),
    );
    expect(count.rows).toEqual([{ rows: 0 }]);
    const whole = await database.superuserPool.query("select count(*)::int as rows from customers");
    expect(whole.rows[0].rows).toBeGreaterThan(0);
  });
});

describe("the portal's database role", () => {
  test("is no superuser, owns nothing, cannot pass by row security and creates nothing", async () => {
    const role = await database.pool.query(
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
              (select count(*)::int from pg_class where relowner = r.oid) as owned,
              has_schema_privilege('public', 'create') as creates
       from pg_roles r where rolname = current_user`,
    );
    expect(role.rows[0]).toEqual({
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      owned: 0,
      creates: false,
    });
  });

  test("cannot switch row security off", async () => {
    const attempt = database.pool.query("alter table customers disable row level security");
    await expect(attempt).rejects.toThrow(/must be owner/);
  });
});

describe("two partners", () => {
  const rowsOf = (scope: { vendorSide: string[]; partnerSide: string[] }, table: string) =>
    transaction(database.pool, scope, async (db) => {
      const found = await db.execute<{ id: string }>(sql.raw(`select partner_id as id from ${table}`));
      return [...new Set(found.rows.map((row) => row.id))].sort();
    });

  test("see customers on the vendor's side and connections on the partner's, each its own", async () => {
    const [one, two] = [await buildPartner(database), await buildPartner(database)];
    for (const { partnerId } of [one, two]) {
      await buildCustomer(database, { partnerId });
      await buildConnection(database, { partnerId });
    }
    const both = [one.partnerId, two.partnerId].sort();
    expect(await rowsOf({ vendorSide: [one.partnerId], partnerSide: [one.partnerId] }, "customers")).toEqual([
      one.partnerId,
    ]);
    expect(
      await rowsOf({ vendorSide: [one.partnerId], partnerSide: [one.partnerId] }, "connections"),
    ).toEqual([one.partnerId]);
    // The vendor: every partner's customers, nobody's PSA.
    expect(await rowsOf({ vendorSide: both, partnerSide: [] }, "customers")).toEqual(both);
    expect(await rowsOf({ vendorSide: both, partnerSide: [] }, "connections")).toEqual([]);
  });

  test("cannot write into each other's rows", async () => {
    const [one, two] = [await buildPartner(database), await buildPartner(database)];
    const customer = await buildCustomer(database, { partnerId: two.partnerId });
    const scope = { vendorSide: [one.partnerId], partnerSide: [one.partnerId] };
    const changed = await transaction(database.pool, scope, (db) =>
      db.execute(sql`update customers set company_name = 'mine' where id = ${customer.id}`),
    );
    expect(changed.rowCount).toBe(0);
    const moved = transaction(database.pool, scope, (db) =>
      db.execute(
        sql`insert into audit_entries (partner_id, at, actor, action, record_kind, record_id)
            values (${two.partnerId}, business_now(), '{}', 'a.b', 'c', 'd')`,
      ),
    );
    await expect(moved).rejects.toMatchObject({
      cause: { message: expect.stringMatching(/row-level security/) },
    });
  });

  test("cannot point at each other's records, whoever writes: foreign keys carry the partner", async () => {
    const [one, two] = [await buildPartner(database), await buildPartner(database)];
    const customer = await buildCustomer(database, { partnerId: two.partnerId });
    const product = await buildProduct(database);
    const ids = { customerId: customer.id, productId: product.id };
    await buildSubscription(database, { partnerId: two.partnerId, ...ids });
    // Foreign keys are checked without row security, so the superuser who builds is refused as well.
    const pointing = buildSubscription(database, { partnerId: one.partnerId, ...ids });
    await expect(pointing).rejects.toMatchObject({
      cause: { message: expect.stringMatching(/foreign key/) },
    });
  });

  test("have foreign keys between their tables that all carry the partner", async () => {
    const found = await database.superuserPool.query(
      `select conrelid::regclass::text as "from", confrelid::regclass::text as "to"
       from pg_constraint c
       where contype = 'f'
         and exists (select from pg_attribute where attrelid = conrelid and attname = 'partner_id')
         and exists (select from pg_attribute where attrelid = confrelid and attname = 'partner_id')
         and not exists (select from pg_attribute a join pg_attribute b on b.attname = 'partner_id'
                         where a.attrelid = conrelid and a.attname = 'partner_id' and a.attnum = any (conkey)
                           and b.attrelid = confrelid and b.attnum = any (confkey))`,
    );
    expect(found.rows).toEqual([]);
  });
});

describe("a pooled connection", () => {
  test("carries no tenant into the next transaction, after a success and after an error", async () => {
    const { partnerId } = await buildPartner(database);
    const scope = { vendorSide: [partnerId], partnerSide: [partnerId], door: true };
    await transaction(database.pool, scope, (db) => db.execute(sql`select 1`));
    await expect(transaction(database.pool, scope, (db) => db.execute(sql`select 1 / 0`))).rejects.toThrow();
    await expect(
      transaction(database.pool, scope, () => Promise.reject(new Error("thrown"))),
    ).rejects.toThrow("thrown");
    for (let number = 0; number < 10; number += 1) {
      const left = await database.pool.query(
        `select coalesce(current_setting('app.vendor_side', true), '') as vendor,
                coalesce(current_setting('app.partner_side', true), '') as partner,
                coalesce(current_setting('app.door', true), '') as door`,
      );
      expect(left.rows[0]).toEqual({ vendor: "", partner: "", door: "" });
    }
  });
});
