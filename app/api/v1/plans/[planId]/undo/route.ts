import { z } from "zod";
import { route } from "@/lib/http/route";
import { getPlan } from "@/lib/plans/get-plan";
import { planSchema } from "@/lib/plans/plan-schema";
import { undoOperations } from "@/lib/plans/undo-operations";

export const POST = route(
  {
    permission: "sync.decide",
    summary:
      "Makes the plan that takes a plan back, and says from which day and what stays; writes nothing yet",
    params: z.strictObject({ planId: z.uuid() }),
    answer: planSchema,
    status: 201,
  },
  async ({ ctx, params }) => getPlan(ctx, await undoOperations(ctx, { planId: params.planId })),
);
