import { z } from "zod";

const decimal = z.string().nullable();
const day = z.iso.date().nullable();

const productOfLine = z.object({
  id: z.uuid(),
  sku: z.string(),
  billingCycle: z.string(),
  term: z.string(),
  name: z.string(),
});

/** A subscription as the API tells it, as last stated, with its money of a full period. */
export const subscriptionAnswer = z.object({
  id: z.uuid(),
  vendorSubscriptionId: z.string(),
  customer: z.object({ id: z.uuid(), vendorCustomerId: z.string(), companyName: z.string() }),
  product: productOfLine,
  quantity: z.string(),
  assignedQuantity: decimal,
  unitPrice: decimal,
  unitCost: decimal.meta({ description: "null for whoever may not see cost" }),
  currency: z.string(),
  recurringMinor: z
    .string()
    .nullable()
    .meta({ description: "Quantity times unit price for a full period, in minor units of the currency." }),
  status: z.enum(["pending", "trial", "active", "suspended", "cancelled", "expired"]),
  startDate: day,
  endDate: day,
  termStartDate: day,
  termEndDate: day,
  autoRenew: z.boolean().nullable(),
  renewedFromId: z.string().nullable(),
  asOf: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  version: z.int(),
});

/** Its history: every line that was agreed, in the order in which it was agreed. */
export const subscriptionWithHistory = subscriptionAnswer.extend({
  history: z.array(
    z.object({
      orderLineId: z.uuid(),
      orderId: z.uuid(),
      vendorOrderId: z.string(),
      type: z.enum(["sales", "change", "billing", "cancellation"]),
      status: z.enum(["accepted", "completed", "failed", "withdrawn"]),
      isImplied: z.boolean(),
      orderedAt: z.iso.datetime(),
      effectiveDate: day,
      endDate: day,
      quantity: decimal,
      unitPrice: decimal,
      unitCost: decimal,
    }),
  ),
});
