import { z } from "zod";
import { route } from "@/lib/http/route";
import { getPlanContracts } from "@/lib/plans/get-plan-contracts";
import { planContractsSchema } from "@/lib/plans/plan-contracts-schema";

export const GET = route(
  {
    permission: "partner.read",
    summary: "The contracts of a plan as a whole: recurring amount now and after, and what the PSA shows",
    params: z.strictObject({ planId: z.uuid() }),
    answer: planContractsSchema,
  },
  ({ ctx, params }) => getPlanContracts(ctx, params),
);
