import { z } from "zod";
import { route } from "@/lib/http/route";
import { planSummary } from "@/lib/plans/get-plan";
import { planSummarySchema } from "@/lib/plans/plan-schema";
import { approveTaskPlan } from "@/lib/sync/approve-task-plan";

export const POST = route(
  {
    permission: "plan.approve",
    summary: "Approves a plan as it was shown (its hash); what it says is then written to the PSA",
    params: z.strictObject({ planId: z.uuid() }),
    body: z.strictObject({
      hash: z.string().length(64),
      confirmed: z.boolean().optional().describe("the questions of its lines were answered with yes"),
    }),
    answer: planSummarySchema,
    status: 202,
  },
  async ({ ctx, params, body }) =>
    planSummary(await approveTaskPlan(ctx, { planId: params.planId, ...body })),
);
