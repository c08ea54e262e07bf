import { z } from "zod";
import { connectionParams } from "@/lib/connections/wire";
import { AppError } from "@/lib/errors";
import { route } from "@/lib/http/route";
import { listContracts } from "@/lib/mirror/list-contracts";
import { billingCycle, contractsAnswer } from "@/lib/mirror/wire";

export const GET = route(
  {
    permission: "mapping.edit",
    summary: "Get Contracts: reads the contracts of one company, with why one does not fit a subscription",
    params: connectionParams,
    query: z.strictObject({
      psaCompanyId: z.string().min(1).max(100),
      billingCycle: billingCycle.optional(),
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/)
        .optional(),
      effectiveDate: z.iso.date().optional(),
    }),
    answer: contractsAnswer,
  },
  ({ ctx, params, query: { psaCompanyId, ...wanted } }) =>
    listContracts(ctx, { ...params, psaCompanyId, subscription: subscriptionOf(wanted) }),
);

/** All three or none: half a subscription fits nothing. */
function subscriptionOf(wanted: {
  billingCycle?: z.output<typeof billingCycle> | undefined;
  currency?: string | undefined;
  effectiveDate?: string | undefined;
}) {
  const { billingCycle: cycle, currency, effectiveDate } = wanted;
  if (cycle && currency && effectiveDate) return { billingCycle: cycle, currency, effectiveDate };
  if (!cycle && !currency && !effectiveDate) return undefined;
  throw new AppError(
    "invalid",
    "To see which contract fits, give billingCycle, currency and effectiveDate together.",
  );
}
