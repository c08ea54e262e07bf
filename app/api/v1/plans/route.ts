import { z } from "zod";
import { toInstant } from "@/lib/clock";
import { queryInstant } from "@/lib/http/query-instant";
import { route } from "@/lib/http/route";
import { getPlan } from "@/lib/plans/get-plan";
import { listPlans } from "@/lib/plans/list-plans";
import { planSchema, planSummarySchema } from "@/lib/plans/plan-schema";
import { planTasks } from "@/lib/sync/plan-tasks";
import { planWishesSchema } from "@/lib/sync/plan-wishes-schema";

const limit = z
  .string()
  .regex(/^[1-9]\d{0,2}$/)
  .transform((text) => Number.parseInt(text, 10));

export const GET = route(
  {
    permission: "partner.read",
    summary: "Lists plans, the newest first",
    query: z.strictObject({ before: queryInstant.optional(), limit: limit.default(50) }),
    answer: z.object({ plans: z.array(planSummarySchema) }),
  },
  async ({ ctx, query }) => ({
    plans: await listPlans(ctx, {
      before: query.before === undefined ? undefined : toInstant(query.before),
      limit: query.limit,
    }),
  }),
);

export const POST = route(
  {
    permission: "sync.decide",
    summary: "Makes one plan of these sync tasks: reads the PSA, writes nothing to it",
    body: planWishesSchema,
    answer: z.object({
      plan: planSchema,
      leftOut: z.array(z.object({ taskId: z.uuid(), number: z.int(), sentence: z.string() })),
    }),
    status: 201,
  },
  async ({ ctx, body }) => {
    const { planId, leftOut } = await planTasks(ctx, body);
    return { plan: await getPlan(ctx, { planId }), leftOut };
  },
);
