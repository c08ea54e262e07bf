import type pg from "pg";
import type { BillingStage } from "../support/billing-stage";

/**
 * Waits until nothing of the stage is under way: every operation and every approved task has its end. Gives up after
 * `seconds` and lets the invariant checker say what is stuck.
 */
export async function settled(pool: pg.Pool, stage: BillingStage, seconds = 90): Promise<void> {
  for (let tries = 0; tries < seconds * 10; tries += 1) {
    const { rows } = await pool.query<{ open: boolean }>(
      `select exists (select from operations where partner_id = $1 and state in ('planned', 'sending', 'unknown'))
           or exists (select from sync_tasks where partner_id = $1 and state in ('approved', 'applying')) as open`,
      [stage.partnerId],
    );
    if (rows[0]?.open === false) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
