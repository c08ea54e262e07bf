import { closePools, poolFor } from "@/db/client";
import { runMainJob } from "@/e2e/main-job/main-job";
import { readRecord } from "./launch/record";
import { readSettings } from "./launch/settings";

/**
 * `npm run main-job`: does the main job over HTTP against the demo that `npm start` runs from COUNTERPART_DATA, with a
 * partner and a PSA world of its own, and says each step. Ends with 1 at the first difference.
 */
const settings = readSettings(process.env);
const running = await readRecord(settings.data);
if (!running?.sandboxUrl) {
  console.error(
    "No running demo found. Run `npm start` in another terminal first, with the same COUNTERPART_DATA.",
  );
  process.exit(1);
}
const { appUrl, portalUrl, sandboxUrl } = running;
const pool = poolFor(appUrl, 1);
try {
  const { rows } = await pool.query<{ now: Date; run: string }>(
    "select business_now() as now, floor(extract(epoch from clock_timestamp()))::bigint::text as run",
  );
  const [first] = rows;
  if (!first) throw new Error("The database has no business clock.");
  await runMainJob(pool, { portalUrl, sandboxUrl }, first.run, first.now, console.log);
  console.log("The main job is done and the PSA agrees.");
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
} finally {
  await closePools();
}
