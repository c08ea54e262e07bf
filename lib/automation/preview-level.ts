import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { addMilliseconds } from "@/lib/clock";
import { findConnection } from "@/lib/connections/store";
import { AppError } from "@/lib/errors";
import { type AutomationLevel, whyNotAlone } from "./alone-rule";
import { countSubscriptions } from "./candidates-query";
import { firstsOf } from "./judge-plan";
import { automationOf } from "./level-of";
import { selectPastTasks } from "./preview-query";

const thirtyDaysMs = 30 * 24 * 60 * 60 * 1000;
/** Enough to judge a level by; older ones of the month are left out. */
const pastLimit = 2_000;

export type LevelPreview = {
  changes: number;
  alone: number;
  /** By guard, the most frequent first, each with the sentence of one of them. */
  waiting: { guard: string; count: number; example: string }[];
  sentence: string;
};

/**
 * What the planned changes of the last 30 days would have met at a level, by the same guards and the limits as they are
 * stored; nothing is read from the PSA. A customer's own level is left aside, its own limits are not.
 */
export async function previewLevel(
  ctx: Ctx,
  input: { connectionId: string; level: AutomationLevel },
): Promise<LevelPreview> {
  requirePermission(ctx, "partner.read");
  return ctx.transaction(async (tx) => {
    const connection = await findConnection(tx, input.connectionId);
    if (!connection) throw new AppError("not_found", "There is no such connection.");
    const since = addMilliseconds(tx.now, -thirtyDaysMs);
    const past = await selectPastTasks(tx, { connectionId: connection.id, since }, pastLimit);
    const subscriptions = await countSubscriptions(tx);
    const held = new Map<string, { guard: string; count: number; example: string }>();
    let alone = 0;
    for (const { plan, warnings, lowered, ...task } of past) {
      const { limits } = automationOf({ connection: connection.settings, customer: task.customerSettings });
      const facts = { plan, warnings, firstOf: firstsOf(task), batch: { lowered, subscriptions } };
      const hold = whyNotAlone(input.level, facts, limits);
      if (!hold) alone += 1;
      else {
        const known = held.get(hold.guard);
        held.set(hold.guard, {
          guard: hold.guard,
          count: (known?.count ?? 0) + 1,
          example: known?.example ?? hold.sentence,
        });
      }
    }
    return {
      changes: past.length,
      alone,
      waiting: [...held.values()].sort((one, other) => other.count - one.count),
      sentence: sayPreview(past.length, alone),
    };
  });
}

function sayPreview(changes: number, alone: number): string {
  if (changes === 0)
    return "Nothing was planned in the last 30 days, so there is nothing to try this level on.";
  const waiting = changes - alone;
  const of = changes === 1 ? "the 1 change" : `${changes} changes`;
  return `Of ${of} planned in the last 30 days, ${alone} would have gone alone and ${waiting} would have waited for a person.`;
}
