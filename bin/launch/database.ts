import path from "node:path";
import pg from "pg";
import { startEmbedded } from "@/db/embedded";
import { migrate } from "@/db/migrate";
import { refuseStrongRole } from "@/db/role-check";
import type { LaunchSettings } from "./settings";

export type Database = {
  appUrl: string;
  ownerUrl: string | undefined;
  sandboxUrl: string | undefined;
  stop(): Promise<void>;
};

/** A database that answers, migrated, and a restricted role that is restricted. */
export async function openDatabase(settings: LaunchSettings): Promise<Database> {
  const database = settings.database
    ? { ...settings.database, stop: async () => {} }
    : await embedded(settings);
  try {
    if (database.ownerUrl) await migrate(database.ownerUrl);
    else await requireMigrated(database.appUrl);
    await refuseStrongRole(database.appUrl);
  } catch (error) {
    await database.stop();
    throw error;
  }
  return database;
}

async function embedded(settings: LaunchSettings): Promise<Database> {
  return startEmbedded({ dataDirectory: path.join(settings.data, "postgres"), durable: true });
}

async function requireMigrated(appUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: appUrl });
  await client.connect();
  try {
    await client.query("select business_now()");
  } catch (cause) {
    throw new Error(
      "The database of DATABASE_URL is not migrated. Set DATABASE_ADMIN_URL to its owner's address and start again.",
      { cause },
    );
  } finally {
    await client.end();
  }
}
