import type { Ctx } from "@/lib/auth/context";
import { chunkLines } from "./apply-chunk";
import { getPlanRow, linesOfPlan } from "./store";

export type Chunk = { from: number; to: number };

/** The chunks of a plan that still have something to do, by position of their lines. Empty when the plan has ended. */
export async function startPlan(ctx: Ctx, input: { planId: string }): Promise<{ chunks: Chunk[] }> {
  return ctx.transaction(async (tx) => {
    const plan = await getPlanRow(tx, input.planId);
    if (plan.state !== "approved" && plan.state !== "applying") return { chunks: [] };
    const open = (await linesOfPlan(tx, plan.id)).filter((line) => line.state === "planned");
    const starts = new Set(open.map((line) => Math.floor(line.position / chunkLines) * chunkLines));
    return { chunks: [...starts].sort((a, b) => a - b).map((from) => ({ from, to: from + chunkLines - 1 })) };
  });
}
