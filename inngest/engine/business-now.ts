import type { Queryable } from "@/db/in-transaction";

/** Business time, which sleeps, cron lines and retries follow. */
export async function businessNow(client: Queryable): Promise<Date> {
  const found = await client.query<{ now: Date }>("select business_now() as now");
  const now = found.rows[0]?.now;
  if (!now) throw new Error("The business clock has no row; run the migrations.");
  return now;
}
