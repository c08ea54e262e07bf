import { poolFor } from "@/db/client";
import { createApiKey } from "@/lib/auth/create-api-key";
import { vendorContext } from "@/lib/auth/job-context";
import { scopes } from "@/lib/auth/scopes";
import { readRecord } from "./launch/record";
import { readSettings } from "./launch/settings";

/**
 * `npm run demo:key`: makes a vendor-wide key with every ingest scope and prints it, alone on the last line. Speaks to
 * the database of DATABASE_URL, else to the one that `npm start` runs from COUNTERPART_DATA.
 */
const settings = readSettings(process.env);
const url = settings.database?.appUrl ?? (await readRecord(settings.data))?.appUrl;
if (!url) {
  console.error("No database found. Run `npm start` in another terminal first, or set DATABASE_URL.");
  process.exit(1);
}
const pool = poolFor(url, 1);
try {
  const ctx = await vendorContext("demo-key", pool);
  const ingest = scopes.filter((scope) => scope.startsWith("ingest:") || scope === "read");
  const { key } = await createApiKey(ctx, { name: "Demo ingest key", scopes: ingest });
  console.log("A vendor-wide ingest key, shown this once:");
  console.log(key);
} finally {
  await pool.end();
}
