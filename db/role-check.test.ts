import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { refuseStrongRole } from "./role-check";
import { createTestDatabase, type TestDatabase } from "./test-database";

describe("the portal's database role", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it("is accepted when it is restricted", async () => {
    await expect(refuseStrongRole(database.appUrl)).resolves.toBeUndefined();
  });

  it("is refused when it owns the tables", async () => {
    await expect(refuseStrongRole(database.ownerUrl)).rejects.toThrow(
      /'counterpart_owner', which owns tables/,
    );
  });

  it("is refused when it is a superuser", async () => {
    await expect(refuseStrongRole(database.superuserUrl)).rejects.toThrow(/is a superuser/);
  });

  it("is refused when it bypasses row level security", async () => {
    await database.superuserPool.query("create role passes_by login bypassrls password 'x'");
    await database.superuserPool.query(
      `grant connect on database ${new URL(database.appUrl).pathname.slice(1)} to passes_by`,
    );
    const url = new URL(database.appUrl);
    url.username = "passes_by";
    url.password = "x";
    await expect(refuseStrongRole(url.href)).rejects.toThrow(/has BYPASSRLS/);
    await database.superuserPool.query("drop owned by passes_by; drop role passes_by");
  });
});
