import { test } from "@playwright/test";
import pg from "pg";
import { readRecord } from "@/bin/launch/record";
import { runMainJob } from "./main-job/main-job";

test("an order becomes the right quantity on the right contract exactly once, and is taken back", async () => {
  const running = await readRecord(process.env.COUNTERPART_DATA ?? "");
  if (!running?.sandboxUrl) throw new Error("The portal of this run has left no record.");
  const pool = new pg.Pool({ connectionString: running.appUrl, max: 1 });
  try {
    const { rows } = await pool.query<{ now: Date }>("select business_now() as now");
    const now = rows[0]?.now;
    if (!now) throw new Error("The database has no business clock.");
    const { portalUrl, sandboxUrl } = running;
    await runMainJob(pool, { portalUrl, sandboxUrl }, "7001", now, () => {});
  } finally {
    await pool.end();
  }
});
