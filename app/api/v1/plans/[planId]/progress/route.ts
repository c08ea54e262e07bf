import { z } from "zod";
import { toInstant } from "@/lib/clock";
import { queryInstant } from "@/lib/http/query-instant";
import { route } from "@/lib/http/route";
import { getPlanProgress } from "@/lib/plans/get-plan-progress";
import { planProgressSchema } from "@/lib/plans/plan-pages-schema";

export const GET = route(
  {
    permission: "partner.read",
    summary: "How far a plan has come: states counted, and the lines that moved since a former answer",
    params: z.strictObject({ planId: z.uuid() }),
    query: z.strictObject({ since: queryInstant.optional() }),
    answer: planProgressSchema,
  },
  ({ ctx, params, query }) =>
    getPlanProgress(ctx, {
      ...params,
      since: query.since === undefined ? undefined : toInstant(query.since),
    }),
);
