import { z } from "zod";

/** Shapes of the mapping routes: what comes in and what leaves, for parsing and for the API's documentation. */

const foreignId = z.string().trim().min(1).max(100);
const version = z.int().min(1).optional();
const reason = z.string().trim().min(1).max(200);
const quantity = z.string().regex(/^\d{1,12}(\.\d{1,6})?$/, 'must be a decimal text such as "12.5"');
const factor = quantity.refine((text) => /[1-9]/.test(text), "must be more than 0");
const mappingState = z.enum(["suggested", "mapped", "not_mapped", "do_not_map", "broken", "free"]);

export const customerRow = z.discriminatedUnion("state", [
  z.strictObject({
    customerId: z.uuid(),
    version,
    state: z.literal("mapped"),
    psaCompanyId: foreignId,
    siteId: foreignId.optional(),
    contactId: foreignId.optional(),
  }),
  z.strictObject({ customerId: z.uuid(), version, state: z.literal("do_not_map"), reason }),
]);

export const productRow = z.discriminatedUnion("state", [
  z.strictObject({
    productId: z.uuid(),
    version,
    state: z.literal("mapped"),
    psaItemId: foreignId,
    factor: factor.optional(),
    allowance: quantity.nullable().optional(),
    minimum: quantity.nullable().optional(),
    driver: z.enum(["orders", "usage"]).optional(),
  }),
  z.strictObject({ productId: z.uuid(), version, state: z.literal("free"), reason }),
]);

export const contractRow = z.strictObject({
  subscriptionId: z.uuid(),
  psaContractId: foreignId,
  useContractStart: z.boolean().optional(),
  version,
});

/** A batch for one connection; each row is judged for itself. */
export const batchOf = <Row extends z.ZodType>(row: Row) =>
  z.strictObject({ connectionId: z.uuid(), rows: z.array(row).min(1).max(1000) });

export const batchResult = <Saved extends z.ZodType>(saved: Saved) =>
  z.object({
    saved: z.array(saved),
    rejected: z.array(
      z.object({
        index: z.int(),
        code: z.enum(["invalid", "not_found", "conflict", "precondition_failed", "unavailable"]),
        message: z.string(),
        current: z.unknown().optional(),
      }),
    ),
  });

export const savedCustomer = z.object({
  id: z.uuid(),
  customerId: z.uuid(),
  connectionId: z.uuid(),
  state: mappingState,
  psaCompanyId: z.string().nullable(),
  psaCompanyName: z.string().nullable(),
  externalReference: z.string(),
  version: z.int(),
});

export const savedProduct = z.object({
  id: z.uuid(),
  productId: z.uuid(),
  connectionId: z.uuid(),
  state: mappingState,
  psaItemId: z.string().nullable(),
  driver: z.enum(["orders", "usage"]),
  allowance: z.string().nullable(),
  minimum: z.string().nullable(),
  version: z.int(),
});

export const savedLink = z.object({
  id: z.uuid(),
  subscriptionId: z.uuid(),
  connectionId: z.uuid(),
  psaContractId: z.string(),
  lineLinkId: z.uuid().nullable(),
  version: z.int(),
});

export const unmapped = z.object({ message: z.string(), waitingTasks: z.int(), dormantLines: z.int() });

export const customerMappingItem = z.object({
  customerId: z.uuid(),
  vendorCustomerId: z.string(),
  companyName: z.string(),
  currency: z.string().nullable(),
  state: mappingState,
  connectionId: z.uuid().nullable(),
  psaCompanyId: z.string().nullable(),
  psaCompanyName: z.string().nullable(),
  externalReference: z.string().nullable(),
  reason: z.string().nullable(),
  version: z.int().nullable(),
});

export const productMappingItem = z.object({
  productId: z.uuid(),
  sku: z.string(),
  name: z.string(),
  billingCycle: z.string(),
  term: z.string(),
  unit: z.string(),
  kind: z.string(),
  state: mappingState,
  psaItemId: z.string().nullable(),
  itemName: z.string().nullable(),
  factor: z.string().nullable(),
  allowance: z.string().nullable(),
  minimum: z.string().nullable(),
  driver: z.enum(["orders", "usage"]).nullable(),
  reason: z.string().nullable(),
  version: z.int().nullable(),
});

export const contractLinkItem = z.object({
  subscriptionId: z.uuid(),
  vendorSubscriptionId: z.string(),
  customerId: z.uuid(),
  productId: z.uuid(),
  connectionId: z.uuid().nullable(),
  psaContractId: z.string().nullable(),
  contractName: z.string().nullable(),
  psaLineId: z.string().nullable(),
  lineState: z.enum(["live", "dormant"]).nullable(),
  version: z.int().nullable(),
});

export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next: z.string().nullable() });

/** A whole number in a query, from 1. */
export const queryNumber = z
  .string()
  .regex(/^[1-9]\d{0,8}$/)
  .transform((text) => Number.parseInt(text, 10));

export const pageQuery = {
  after: z.uuid().optional(),
  limit: queryNumber.pipe(z.int().max(500)).default(100),
};

/** "mapped,broken" */
export const statesQuery = z
  .string()
  .transform((text) => text.split(","))
  .pipe(z.array(mappingState))
  .optional();
