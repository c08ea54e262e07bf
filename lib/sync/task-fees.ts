import type { TaskExtras } from "@/db/schema/sync";
import type { LineFee } from "@/lib/plans/plan-line-input";

/**
 * The fees of a task, each with a name that it keeps in whichever plan it comes: its order line, and which fee of that
 * line it is. What an earlier plan of the same order has charged is left out.
 */
export function taskFees(fees: TaskExtras["fees"], charged: ReadonlySet<string>): LineFee[] {
  const seen = new Map<string, number>();
  return (fees ?? []).flatMap(({ orderLineId, ...fee }) => {
    const which = seen.get(orderLineId) ?? 0;
    seen.set(orderLineId, which + 1);
    const source = `fee ${orderLineId} ${which}`;
    return charged.has(source) ? [] : [{ ...fee, source }];
  });
}
