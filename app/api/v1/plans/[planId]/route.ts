import { z } from "zod";
import { route } from "@/lib/http/route";
import { getPlan } from "@/lib/plans/get-plan";
import { planSchema } from "@/lib/plans/plan-schema";

export const GET = route(
  {
    permission: "partner.read",
    summary: "Reads a plan: every line with before, after, money, reasons and undo note",
    params: z.strictObject({ planId: z.uuid() }),
    answer: planSchema,
  },
  ({ ctx, params }) => getPlan(ctx, params),
);
