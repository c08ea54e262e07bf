import type { Ctx } from "@/lib/auth/context";
import { addMilliseconds } from "@/lib/clock";
import { lookUpSeconds } from "./operation";
import { getOperation } from "./store";

/** When a lost answer is looked up, counted from the last send, on the business clock; ISO text. */
export async function lookUpTimes(
  ctx: Ctx,
  input: { operationId: string },
): Promise<{ planId: string; times: string[] }> {
  const operation = await ctx.transaction((tx) => getOperation(tx, input.operationId));
  const sentAt = operation.sentAt;
  if (operation.state !== "unknown" || sentAt === null) return { planId: operation.planId, times: [] };
  return {
    planId: operation.planId,
    times: lookUpSeconds.map((seconds) => addMilliseconds(sentAt, seconds * 1000).toISOString()),
  };
}
