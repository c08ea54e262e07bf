import type { Ctx, Tx } from "@/lib/auth/context";
import { forPartners } from "@/lib/auth/key-context";
import { requireScope } from "@/lib/auth/require-permission";
import { AppError } from "@/lib/errors";
import { everyTenantId } from "@/lib/partners/store";
import { type GoodItem, type LocatedItem, storeBatch } from "./batch";
import { type Answered, withFirstAnswer } from "./first-answer";
import { ingestCustomers } from "./ingest-customers";
import { ingestOrders } from "./ingest-orders";
import { ingestProducts } from "./ingest-products";
import { ingestSubscriptions } from "./ingest-subscriptions";
import { type BatchItem, parseBatch } from "./parse-batch";
import { type PartnerCodes, partnerOf, partnersByCode, unknownPartner } from "./partners-of-batch";
import { type IngestKind, ingestKinds, type ProductItem } from "./schemas";
import { inSlot } from "./slots";
import type { TakenIn } from "./take-in";

export type BatchInput = {
  /** The parsed body, and its text for the Idempotency-Key. */
  json: unknown;
  rawBody: string;
  idempotencyKey?: string | undefined;
  /** Rejects items whose references are not known instead of keeping them waiting. */
  isStrict?: boolean;
};

/** A batch whose partners are known: the context that sees them, and the work to do in its transaction. */
type Run = { ctx: Ctx; work: (tx: Tx) => Promise<Answered> };

/**
 * One batch of the vendor's data: stores the good items and names the bad ones, in one transaction with the audit entry
 * and what it announces. Order inside a batch and between batches does not matter; a delivery sent twice, at the same
 * time too, counts once. Status 422 when every item was rejected.
 *
 * Throws `malformed` (400), `idempotency_key_reused` (409), `forbidden` and `limit_exceeded`.
 */
export async function ingestBatch(ctx: Ctx, kind: IngestKind, input: BatchInput): Promise<Answered> {
  requireScope(ctx, ingestKinds[kind].scope);
  if (kind === "products" && ctx.actor.kind === "api_key" && !ctx.actor.isVendorWide)
    throw new AppError("forbidden", "Products are the vendor's: use a vendor-wide key.");
  const isStrict = input.isStrict ?? false;
  const request = `${kind} ${isStrict}\n${input.rawBody}`;
  return inSlot(ctx, async () => {
    const run = await runOf(ctx, kind, input.json, isStrict);
    return run.ctx.transaction((tx) =>
      withFirstAnswer(tx, { idempotencyKey: input.idempotencyKey, request }, () => run.work(tx)),
    );
  });
}

async function runOf(ctx: Ctx, kind: IngestKind, json: unknown, isStrict: boolean): Promise<Run> {
  switch (kind) {
    case "customers":
      return runForPartners(ctx, kind, parseBatch(ingestKinds.customers, json), ingestCustomers);
    case "products":
      return runForEverybody(ctx, parseBatch(ingestKinds.products, json));
    case "subscriptions":
      return runForPartners(ctx, kind, parseBatch(ingestKinds.subscriptions, json), (tx, good) =>
        ingestSubscriptions(tx, good, isStrict),
      );
    case "orders":
      return runForPartners(ctx, kind, parseBatch(ingestKinds.orders, json), (tx, good) =>
        ingestOrders(tx, good, isStrict),
      );
  }
}

async function runForPartners<Item extends { partnerCode?: string | undefined }>(
  ctx: Ctx,
  kind: IngestKind,
  items: readonly BatchItem<Item>[],
  store: (tx: Tx, good: readonly GoodItem<Item>[]) => Promise<TakenIn>,
): Promise<Run> {
  const codes = await partnersByCode(
    ctx,
    items.map((each) => ("item" in each ? each.item.partnerCode : undefined)),
  );
  const located = items.map((each): LocatedItem<Item> => {
    if ("error" in each) return each;
    const { index, id, item } = each;
    const partner = partnerOf(ctx, item.partnerCode, codes);
    return "error" in partner ? { index, id, ...partner } : { index, id, item, ...partner };
  });
  const named = new Set(located.flatMap((each) => ("partnerId" in each ? [each.partnerId] : [])));
  return {
    ctx: forPartners(ctx, [...named]),
    work: (tx) => storeBatch(tx, kind, located, store),
  };
}

/** A product may release items of any partner, and its price list replaces the prices of all. */
async function runForEverybody(ctx: Ctx, items: readonly BatchItem<ProductItem>[]): Promise<Run> {
  const codes = await partnersByCode(
    ctx,
    items.flatMap((each) => ("item" in each ? each.item.prices.map((price) => price.partnerCode) : [])),
  );
  const located = items.map((each): LocatedItem<ProductItem> => {
    if ("error" in each) return each;
    const { index, id, item } = each;
    const error = unknownPrice(item, codes);
    return error ? { index, id, error } : { index, id, item, partnerId: ctx.partnerId };
  });
  const everybody = await ctx.transaction((tx) => everyTenantId(tx));
  return {
    ctx: forPartners(ctx, everybody),
    work: (tx) => storeBatch(tx, "products", located, (inner, good) => ingestProducts(inner, good, codes)),
  };
}

function unknownPrice({ prices }: ProductItem, codes: PartnerCodes) {
  for (const [place, { partnerCode }] of prices.entries())
    if (partnerCode !== undefined && !codes.has(partnerCode))
      return unknownPartner(`prices.${place}.partnerCode`, partnerCode);
  return undefined;
}
