import type { Ctx } from "@/lib/auth/context";
import { hasPermission } from "@/lib/auth/require-permission";
import { countWaiting } from "./waiting-query";

/** The badge beside Sync: tasks that wait for a person, 10,001 standing for "more than 10,000". Nothing for the vendor at home. */
export async function countWaitingTasks(ctx: Ctx): Promise<number> {
  if (!hasPermission(ctx, "partner.read")) return 0;
  return ctx.transaction((tx) => countWaiting(tx, 10_000));
}
