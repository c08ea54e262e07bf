import { z } from "zod";
import type { Ctx } from "@/lib/auth/context";

/** A product as the API tells it, with the prices that the reader may see. */
export const productAnswer = z.object({
  id: z.uuid(),
  sku: z.string(),
  billingCycle: z.enum(["monthly", "quarterly", "semiannual", "annual", "one_time"]),
  term: z.enum(["none", "P1M", "P1Y", "P3Y"]),
  name: z.string(),
  label: z
    .string()
    .meta({ examples: ["Office Suite Standard - billed per month - term 12 months - SKU OS-STD"] }),
  family: z.object({ code: z.string(), name: z.string() }),
  kind: z.enum(["licence", "usage", "fee"]),
  unit: z.string(),
  service: z.string().nullable(),
  meterCode: z.string().nullable(),
  feeKind: z.enum(["setup", "upgrade", "overuse", "cancellation", "other"]).nullable(),
  minimumQuantity: z.string().nullable(),
  includedQuantity: z.string().nullable(),
  invoiceText: z.string().nullable(),
  commitment: z.object({ cancelWindowDays: z.int(), decreaseOnlyAtTermEnd: z.boolean() }).nullable(),
  status: z.enum(["active", "retired"]),
  prices: z.array(
    z.object({
      currency: z.string(),
      listPrice: z.string(),
      partnerCost: z.string().nullable().meta({ description: "null for whoever may not see cost" }),
      validFrom: z.iso.date(),
      validTo: z.iso.date().nullable(),
      promotion: z.string().nullable(),
      isOwn: z.boolean().meta({ description: "Agreed with this partner; else the price of every partner." }),
    }),
  ),
  asOf: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  version: z.int(),
});

const cycleWords = {
  monthly: "billed per month",
  quarterly: "billed per quarter",
  semiannual: "billed per half year",
  annual: "billed per year",
  one_time: "billed once",
} as const;

const termWords = {
  none: undefined,
  P1M: "term 1 month",
  P1Y: "term 12 months",
  P3Y: "term 36 months",
} as const;

type Titled = { name: string; billingCycle: keyof typeof cycleWords; term: keyof typeof termWords };

/** "Office Suite Standard - billed per month - term 12 months": one name can be several products. */
export function productTitle(product: Titled): string {
  const parts = [product.name, cycleWords[product.billingCycle], termWords[product.term]];
  return parts.filter((part) => part !== undefined).join(" - ");
}

/** "Office Suite Standard - billed per month - term 12 months - SKU OS-STD": the same SKU can be several products. */
export const productLabel = (product: Titled & { sku: string }): string =>
  `${productTitle(product)} - SKU ${product.sku}`;

/** What the vendor charges a partner: the partner's people with that right, and the vendor's own machines. */
export const seesCost = (ctx: Ctx): boolean =>
  ctx.canSeeCost || (ctx.actor.kind === "api_key" && ctx.actor.isVendorWide);
