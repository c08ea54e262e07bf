import { z } from "zod";
import { route, toAnswer } from "@/lib/http/route";
import { exportPlan } from "@/lib/plans/export-plan";
import { planSchema } from "@/lib/plans/plan-schema";

export const GET = route(
  {
    permission: "screen.export",
    summary: "A plan as a file: `csv` gives a row for each line, `json` the whole plan",
    params: z.strictObject({ planId: z.uuid() }),
    query: z.strictObject({ format: z.enum(["csv", "json"]).default("json") }),
    answer: planSchema,
  },
  async ({ ctx, params, query }) => {
    const { plan, csv } = await exportPlan(ctx, { ...params, ...query });
    const answer =
      csv === undefined
        ? toAnswer(planSchema, plan, 200)
        : new Response(csv, { headers: { "content-type": "text/csv; charset=utf-8" } });
    answer.headers.set(
      "content-disposition",
      `attachment; filename="plan-${plan.id.slice(0, 8)}.${query.format}"`,
    );
    return answer;
  },
);
