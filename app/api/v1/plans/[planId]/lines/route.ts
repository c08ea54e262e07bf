import { z } from "zod";
import { route } from "@/lib/http/route";
import { listPlanLines } from "@/lib/plans/list-plan-lines";
import { planLinesSchema, positionQuery } from "@/lib/plans/plan-pages-schema";

export const GET = route(
  {
    permission: "partner.read",
    summary: "Lists the lines of a plan, of one customer or all, in the plan's order",
    params: z.strictObject({ planId: z.uuid() }),
    query: z.strictObject({ ...positionQuery, customerId: z.uuid().optional() }),
    answer: planLinesSchema,
  },
  ({ ctx, params, query }) => listPlanLines(ctx, { ...params, ...query }),
);
