import type { Ctx } from "@/lib/auth/context";
import type { BatchAnswer } from "./answer";
import { ingestBatch } from "./ingest-batch";
import type { IngestKind } from "./schemas";

/** Items as a vendor would send them, for tests; the member that matters is given, the rest is valid. */
type Given = Record<string, unknown>;

export const asOf = "2026-03-01T09:00:00.000Z";

export const customer = (vendorCustomerId: string, given: Given = {}): Given => ({
  vendorCustomerId,
  companyName: `Customer ${vendorCustomerId}`,
  asOf,
  ...given,
});

const office = { sku: "OS-STD", billingCycle: "monthly", term: "P1Y" };

export const product = (sku = office.sku, given: Given = {}): Given => ({
  ...office,
  sku,
  family: { code: "410", name: "Office Suite" },
  name: `Product ${sku}`,
  kind: "licence",
  unit: "seat",
  prices: [{ currency: "GBP", listPrice: "9.40", partnerCost: "7.10", validFrom: "2025-01-01" }],
  asOf,
  ...given,
});

export const subscription = (vendorSubscriptionId: string, given: Given = {}): Given => ({
  vendorSubscriptionId,
  vendorCustomerId: "19652",
  ...office,
  quantity: "10",
  unitPrice: "9.40",
  unitCost: "7.10",
  currency: "GBP",
  status: "active",
  startDate: "2026-03-01",
  asOf,
  ...given,
});

export const orderLine = (vendorSubscriptionId: string, given: Given = {}): Given => ({
  vendorLineId: "1",
  vendorSubscriptionId,
  ...office,
  quantity: "10",
  unitPrice: "9.40",
  unitCost: "7.10",
  currency: "GBP",
  ...given,
});

export const order = (vendorOrderId: string, given: Given = {}): Given => ({
  vendorOrderId,
  type: "sales",
  vendorCustomerId: "19652",
  orderedAt: asOf,
  status: "completed",
  lines: [orderLine("SUB-1")],
  ...given,
});

/** Sends a batch as the door does and gives the answer's body. */
export async function send(
  ctx: Ctx,
  kind: IngestKind,
  items: readonly Given[],
  options: { idempotencyKey?: string; isStrict?: boolean } = {},
): Promise<BatchAnswer> {
  const json = { items };
  return (await ingestBatch(ctx, kind, { json, rawBody: JSON.stringify(json), ...options })).body;
}
