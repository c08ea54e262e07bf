import { recordAudits } from "@/lib/audit/record";
import type { Tx } from "@/lib/auth/context";
import { supersedeDraftRows } from "./store";

/**
 * Ends plans that nobody has approved, because what they were made of goes into a newer plan. Approved ones are left
 * alone. In the caller's transaction, before anything of a task is locked: approving locks in the same order.
 */
export async function supersedeDrafts(tx: Tx, planIds: readonly string[]): Promise<void> {
  const ended = await supersedeDraftRows(tx, planIds);
  await recordAudits(
    tx,
    ended.map((planId) => ({
      action: "plan.superseded",
      recordKind: "plan",
      recordId: planId,
      before: { state: "draft" },
      after: { state: "superseded" },
    })),
  );
}
