import { z } from "zod";

const decimal = z.string().nullable();
const day = z.iso.date().nullable();

/** An order as the API tells it, with its lines. */
export const orderAnswer = z.object({
  id: z.uuid(),
  vendorOrderId: z.string(),
  reference: z.string().nullable(),
  type: z.enum(["sales", "change", "billing", "cancellation"]),
  reason: z.string().nullable(),
  customer: z.object({ id: z.uuid(), vendorCustomerId: z.string(), companyName: z.string() }),
  orderedAt: z.iso.datetime(),
  status: z.enum(["accepted", "completed", "failed", "withdrawn"]),
  isImplied: z
    .boolean()
    .meta({ description: "Made by us from a subscription that changed without an order." }),
  psaHint: z.object({ psaCompanyId: z.string().optional(), psaContractId: z.string().optional() }).nullable(),
  lines: z.array(
    z.object({
      id: z.uuid(),
      vendorLineId: z.string(),
      subscriptionId: z.uuid(),
      vendorSubscriptionId: z.string(),
      product: z.object({ id: z.uuid(), sku: z.string(), name: z.string() }),
      quantity: decimal.meta({ description: "The new total, not the difference." }),
      previousQuantity: decimal,
      unitPrice: decimal,
      unitCost: decimal.meta({ description: "null for whoever may not see cost" }),
      currency: z.string(),
      effectiveDate: day,
      endDate: day,
      fees: z.array(
        z.object({
          kind: z.enum(["setup", "upgrade", "overuse", "cancellation", "other"]),
          quantity: z.string(),
          unitPrice: z.string(),
          unitCost: decimal,
          text: z.string().nullable(),
          date: day,
        }),
      ),
      text: z.string().nullable(),
    }),
  ),
  updatedAt: z.iso.datetime(),
  version: z.int(),
});
