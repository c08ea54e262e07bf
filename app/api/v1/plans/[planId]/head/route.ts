import { z } from "zod";
import { route } from "@/lib/http/route";
import { getPlanHead } from "@/lib/plans/get-plan";
import { planHeadSchema } from "@/lib/plans/plan-schema";

export const GET = route(
  {
    permission: "partner.read",
    summary: "Reads a plan without its lines: headline, totals, forecast, who approved it",
    params: z.strictObject({ planId: z.uuid() }),
    answer: planHeadSchema,
  },
  ({ ctx, params }) => getPlanHead(ctx, params),
);
