import { z } from "zod";
import { route } from "@/lib/http/route";
import { getPlanHead } from "@/lib/plans/get-plan";
import { planHeadSchema } from "@/lib/plans/plan-schema";
import { planAgain } from "@/lib/sync/plan-again";

export const POST = route(
  {
    permission: "sync.decide",
    summary: "Makes a plan anew from what the PSA holds now, with what was chosen in it; writes nothing",
    params: z.strictObject({ planId: z.uuid() }),
    answer: planHeadSchema,
    status: 201,
  },
  async ({ ctx, params }) => getPlanHead(ctx, await planAgain(ctx, params)),
);
