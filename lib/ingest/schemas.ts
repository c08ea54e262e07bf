import { z } from "zod";
import {
  country,
  currency,
  date,
  feePrice,
  flag,
  foreignId,
  instant,
  listOf,
  longText,
  name,
  oneOf,
  quantity,
  unitPrice,
  wholeNumber,
} from "./fields";

/**
 * The public contract of the ingest API: these schemas parse, give the types and become the
 * OpenAPI document. A document is complete: a member left out of newer content is no longer set.
 */

const ofPartner = {
  partnerCode: foreignId
    .optional()
    .meta({ description: "May be left out with a key that is bound to one partner." }),
};

const asOf = instant.meta({
  description: "When this content was true at the vendor. Older content never replaces newer content.",
});

const contact = z.strictObject({
  firstName: name(50).optional(),
  lastName: name(50).optional(),
  phone: name(25).optional(),
  email: name(254).optional(),
});

export const customerItem = z.strictObject({
  ...ofPartner,
  vendorCustomerId: foreignId,
  companyName: name(150),
  legalName: name(150).optional(),
  addressLine1: name(150).optional(),
  addressLine2: name(150).optional(),
  city: name(100).optional(),
  state: name(100).optional(),
  postalCode: name(20).optional(),
  country: country.optional(),
  phone: name(25).optional(),
  administrativeContact: contact.optional(),
  internalContact: name(100).optional(),
  access: z
    .strictObject({
      login: name(60).optional(),
      method: oneOf(["invite", "initial_password"]).optional(),
    })
    .optional(),
  notificationEmail: name(254).optional(),
  currency: currency.optional(),
  taxId: name(50).optional(),
  webAddress: name(255).optional(),
  employees: name(20).optional(),
  status: oneOf(["active", "suspended", "closed", "pending_vendor"]).default("active"),
  asOf,
});

export const billingCycle = oneOf(["monthly", "quarterly", "semiannual", "annual", "one_time"]);
export const term = oneOf(["none", "P1M", "P1Y", "P3Y"]);

/** Identity of a product: the same SKU paid monthly and yearly is two products. */
const productIdentity = { sku: foreignId, billingCycle, term };

const feeKind = oneOf(["setup", "upgrade", "overuse", "cancellation", "other"]);

const productPrice = z.strictObject({
  partnerCode: foreignId.optional().meta({ description: "Left out: the price of every partner." }),
  currency,
  listPrice: unitPrice,
  partnerCost: unitPrice.optional(),
  validFrom: date,
  validTo: date.optional(),
  promotion: name(100).optional(),
});

export const productItem = z.strictObject({
  family: z.strictObject({ code: foreignId, name: name(150) }),
  ...productIdentity,
  name: name(150),
  kind: oneOf(["licence", "usage", "fee"]),
  unit: oneOf(["each", "seat", "server", "device", "mailbox", "GB", "GiB", "hour", "currency"]),
  service: name(50).optional(),
  meterCode: foreignId.optional(),
  feeKind: feeKind.optional(),
  minimumQuantity: quantity.optional(),
  includedQuantity: quantity.optional(),
  invoiceText: name(255).optional(),
  commitment: z.strictObject({ cancelWindowDays: wholeNumber, decreaseOnlyAtTermEnd: flag }).optional(),
  prices: listOf(productPrice, 1000).meta({
    description: "The whole list; an empty one removes all prices.",
  }),
  status: oneOf(["active", "retired"]).default("active"),
  asOf,
});

export const subscriptionItem = z.strictObject({
  ...ofPartner,
  vendorSubscriptionId: foreignId,
  vendorCustomerId: foreignId,
  ...productIdentity,
  quantity,
  assignedQuantity: quantity.optional(),
  unitPrice: unitPrice.optional(),
  unitCost: unitPrice.optional(),
  currency,
  status: oneOf(["pending", "trial", "active", "suspended", "cancelled", "expired"]),
  startDate: date.optional(),
  endDate: date.optional(),
  termStartDate: date.optional(),
  termEndDate: date.optional(),
  autoRenew: flag.optional(),
  renewedFromId: foreignId.optional(),
  asOf,
});

export const fee = z.strictObject({
  kind: feeKind,
  quantity,
  unitPrice: feePrice,
  unitCost: feePrice.optional(),
  text: longText(1000).optional(),
  date: date.optional(),
});

export const orderLine = z.strictObject({
  vendorLineId: foreignId,
  vendorSubscriptionId: foreignId,
  ...productIdentity,
  quantity: quantity.optional().meta({ description: "The new total, not the difference." }),
  previousQuantity: quantity.optional(),
  unitPrice: unitPrice.optional(),
  unitCost: unitPrice.optional(),
  currency,
  effectiveDate: date.optional(),
  endDate: date.optional().meta({ description: "Last day of service." }),
  prorated: z
    .strictObject({ price: feePrice, cost: feePrice.optional(), fromDate: date, toDate: date })
    .optional(),
  fees: listOf(fee, 50).optional(),
  text: longText(1000).optional(),
});

export const orderItem = z
  .strictObject({
    ...ofPartner,
    // The ids of orders that nobody sent begin so; see `lib/orders/implied-revision.ts`.
    vendorOrderId: foreignId.refine((id) => !id.startsWith("implied:"), {
      error: 'unknown_value: must not begin with "implied:"',
    }),
    reference: name(100).optional(),
    type: oneOf(["sales", "change", "billing", "cancellation"]),
    reason: name(100).optional(),
    vendorCustomerId: foreignId,
    orderedAt: instant,
    status: oneOf(["accepted", "completed", "failed", "withdrawn"]),
    psaHint: z
      .strictObject({ psaCompanyId: foreignId.optional(), psaContractId: foreignId.optional() })
      .optional(),
    lines: listOf(orderLine, 200).min(1, { error: "required" }),
  })
  .superRefine(({ type, lines }, check) => {
    const seen = new Set<string>();
    for (const [index, { vendorLineId, quantity, endDate }] of lines.entries()) {
      // "Never" ends nothing, and there is no day after it for the cancellation to count from.
      if (type === "cancellation" && endDate === "9999-12-31")
        check.addIssue({
          code: "custom",
          path: ["lines", index, "endDate"],
          message: "unknown_value: must be the last day of service",
        });
      if ((type === "sales" || type === "change") && quantity === undefined)
        check.addIssue({ code: "custom", path: ["lines", index, "quantity"], message: "required" });
      if (seen.has(vendorLineId))
        check.addIssue({
          code: "custom",
          path: ["lines", index, "vendorLineId"],
          message: "already_exists_different",
        });
      seen.add(vendorLineId);
    }
  });

export type CustomerItem = z.output<typeof customerItem>;
export type ProductItem = z.output<typeof productItem>;
export type SubscriptionItem = z.output<typeof subscriptionItem>;
export type OrderItem = z.output<typeof orderItem>;

/** The kinds that arrive in batches, with the member that holds the vendor's own id. */
export const ingestKinds = {
  customers: { item: customerItem, idField: "vendorCustomerId", scope: "ingest:customers" },
  products: { item: productItem, idField: "sku", scope: "ingest:products" },
  subscriptions: { item: subscriptionItem, idField: "vendorSubscriptionId", scope: "ingest:subscriptions" },
  orders: { item: orderItem, idField: "vendorOrderId", scope: "ingest:orders" },
} as const;
export type IngestKind = keyof typeof ingestKinds;

export const maxItems = 1000;

/** What a POST sends, for the documentation; the use case parses item by item. */
export const batchOf = <Kind extends IngestKind>(kind: Kind) =>
  z.strictObject({ items: z.array(ingestKinds[kind].item).min(1).max(maxItems) });
