import { z } from "zod";
import { billingCycle, listQuery } from "./wire";

const text = z.string().nullish();

export const catalogItemsQuery = z.strictObject({
  ...listQuery,
  productId: z
    .uuid()
    .optional()
    .meta({ description: "Items say why they do not fit it; those that do come first" }),
  billingCycle: billingCycle.optional(),
});

export const catalogItemsAnswer = z.object({
  items: z.array(
    z.object({
      psaItemId: z.string(),
      name: z.string(),
      code: text,
      description: text,
      cycle: text,
      cycleWord: z.string().meta({ examples: ["monthly"] }),
      unitPrice: text,
      unitCost: text.meta({ description: "null for whoever may not see cost" }),
      unit: text,
      isActive: z.boolean(),
      isBundle: z.boolean(),
      inBundles: z.array(z.string()),
      products: z.array(z.object({ productId: z.uuid(), title: z.string() })),
      misfit: z.string().nullable().meta({ description: "Why the product cannot be mapped to it" }),
      takenBy: z.string().nullable().meta({ description: "Name of another product that uses it" }),
    }),
  ),
  next: z.string().nullable(),
  asOf: z.iso.datetime().nullable(),
  problem: z.string().nullable(),
});

export const retrievedCatalog = z.object({
  asOf: z.iso.datetime(),
  items: z.int(),
  gone: z.int(),
  problem: z.string().nullable(),
});

export type CatalogItems = z.output<typeof catalogItemsAnswer>;
export type CatalogItemOnScreen = CatalogItems["items"][number];
export type RetrievedCatalogAnswer = z.output<typeof retrievedCatalog>;
