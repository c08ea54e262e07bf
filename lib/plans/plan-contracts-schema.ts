import { z } from "zod";

const minor = z.string().regex(/^-?\d+$/);

/** The contracts of a plan as a whole, how they leave the API. */
export const planContractsSchema = z.object({
  contracts: z.array(
    z.object({
      psaContractId: z.string(),
      name: z.string(),
      currency: z.string().optional(),
      recurringNowMinor: minor
        .optional()
        .describe("of one billing period; absent where a price is not known"),
      recurringAfterMinor: minor.optional(),
      nextInvoiceMinor: minor.optional().describe("our reckoning; the PSA writes the invoice"),
      nextInvoiceDate: z.string().optional(),
      otherLines: z.array(
        z.object({
          psaLineId: z.string(),
          itemName: z.string(),
          quantity: z.string(),
          unitPrice: z.string().nullable(),
        }),
      ),
      shown: z.array(
        z.object({
          planLineId: z.uuid(),
          psaLineId: z.string(),
          unitPrice: z.string().nullable(),
          key: z.string().nullable(),
          periods: z.array(z.object({ startDate: z.string(), endDate: z.string(), quantity: z.string() })),
          readAt: z.iso.datetime(),
        }),
      ),
    }),
  ),
});

export type WirePlanContracts = z.output<typeof planContractsSchema>;
