import { z } from "zod";
import { pageQuery } from "./wire";

/** Shapes of the Products screen's routes, and of its drawer. */

const money = z.array(
  z.object({
    currency: z.string(),
    minor: z.string().meta({ description: "Per month, in minor units of the currency" }),
  }),
);

const productView = z.object({
  productId: z.uuid(),
  familyId: z.uuid(),
  family: z.object({ code: z.string(), name: z.string() }),
  title: z.string().meta({ examples: ["Office Suite Standard - billed per month - term 12 months"] }),
  name: z.string(),
  sku: z.string(),
  unit: z.string(),
  kind: z.enum(["licence", "usage", "fee"]),
  status: z.enum(["active", "retired"]),
  customers: z.int(),
  quantity: z.string(),
  money,
  state: z.enum(["suggested", "mapped", "not_mapped", "do_not_map", "broken", "free"]),
  standing: z.enum(["mapped", "item_problem", "unmapped", "not_held", "free"]),
  item: z
    .object({
      psaItemId: z.string(),
      name: z.string().nullable(),
      cycleWord: z.string().nullable(),
      unitPrice: z.string().nullable(),
      problem: z.string().nullable(),
    })
    .nullable(),
  factor: z.string().nullable(),
  allowance: z.string().nullable(),
  minimum: z.string().nullable(),
  driver: z.enum(["orders", "usage"]).nullable(),
  reason: z.string().nullable(),
  version: z.int().nullable(),
});

export const productFamiliesAnswer = z.object({
  totals: z.object({
    held: z.int(),
    unmapped: z.int(),
    free: z.int(),
    all: z.int(),
    unmappedMoney: money,
  }),
  families: z.array(
    z.object({
      familyId: z.uuid(),
      code: z.string(),
      name: z.string(),
      products: z.int(),
      mapped: z.int(),
      free: z.int(),
      unmapped: z.int(),
      customers: z.int(),
      money,
    }),
  ),
  products: z.array(productView),
  next: z.string().nullable(),
  catalogue: z.object({ asOf: z.iso.datetime().nullable(), problem: z.string().nullable() }),
});

export const productMappingAnswer = z.object({
  product: productView,
  holders: z.array(
    z.object({
      customerId: z.uuid(),
      companyName: z.string(),
      subscriptions: z.int(),
      quantity: z.string(),
      money,
    }),
  ),
  liveLines: z.int(),
  waitingTasks: z.int(),
  history: z
    .array(z.object({ id: z.uuid(), at: z.iso.datetime(), who: z.string(), text: z.string() }))
    .nullable()
    .meta({ description: "null for whoever may not read the log" }),
});

/** "id,id"; "none": no family is unfolded. Left out: all are. */
const openFamilies = z
  .string()
  .max(8000)
  .transform((text) => (text === "none" ? [] : text.split(",")))
  .pipe(z.array(z.uuid()).max(200))
  .optional()
  .meta({ description: "Ids of the families whose products are wanted, or 'none'; all when left out" });

export const productFamiliesQuery = z.strictObject({
  ...pageQuery,
  connectionId: z.uuid(),
  show: z.enum(["held", "all"]).default("held"),
  onlyUnmapped: z
    .enum(["true", "false"])
    .default("false")
    .transform((text) => text === "true"),
  search: z.string().max(200).optional(),
  open: openFamilies,
});

export type ProductFamilies = z.output<typeof productFamiliesAnswer>;
export type ProductMappingDetail = z.output<typeof productMappingAnswer>;
export type ProductOnScreen = z.output<typeof productView>;
