import { z } from "zod";
import { route } from "@/lib/http/route";
import { listPlanGroups } from "@/lib/plans/list-plan-groups";
import { planGroupsSchema, positionQuery } from "@/lib/plans/plan-pages-schema";

export const GET = route(
  {
    permission: "partner.read",
    summary: "Lists the customers of a plan with what it does to each, in the plan's order",
    params: z.strictObject({ planId: z.uuid() }),
    query: z.strictObject(positionQuery),
    answer: planGroupsSchema,
  },
  ({ ctx, params, query }) => listPlanGroups(ctx, { ...params, ...query }),
);
