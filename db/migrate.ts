import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as runMigrations } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import { policyStatements } from "./policies";

/** Any number; the same for every process that migrates, so that they queue up. */
const migrationLock = 7_203_117;

/**
 * Brings a database up to this version: migrations, then the SQL functions of db/sql, then the tenant policies.
 * `ownerUrl` is the owner's address (`DATABASE_ADMIN_URL`); the restricted role only receives rights. Safe to run at
 * every start and from several processes at once.
 */
export async function migrate(
  ownerUrl: string,
  options: { appRole?: string; folder?: string } = {},
): Promise<void> {
  const folder = options.folder ?? path.join(process.cwd(), "db");
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [migrationLock]);
    await runMigrations(drizzle(client), { migrationsFolder: path.join(folder, "migrations") });
    const files = (await readdir(path.join(folder, "sql"))).filter((name) => name.endsWith(".sql")).sort();
    await client.query("begin");
    for (const file of files) await client.query(await readFile(path.join(folder, "sql", file), "utf8"));
    for (const statement of policyStatements(options.appRole ?? "counterpart_app"))
      await client.query(statement);
    await client.query("commit");
  } finally {
    await client.end();
  }
}
