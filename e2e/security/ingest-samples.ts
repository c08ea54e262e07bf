import type { SampleOf } from "./samples";
import type { ProbeWorld } from "./world";

const asOf = "2026-03-17T08:00:00Z";
const identity = { sku: "PROBE-1", billingCycle: "monthly", term: "P1Y" };
const code = ({ partnerCode }: ProbeWorld) => ({ partnerCode });

const customer = (world: ProbeWorld) => ({
  ...code(world),
  vendorCustomerId: "probe-1",
  companyName: "Probe",
  asOf,
});
const subscription = (world: ProbeWorld) => ({
  ...code(world),
  vendorSubscriptionId: "SUB-probe",
  vendorCustomerId: "0",
  ...identity,
  quantity: "5",
  currency: "GBP",
  status: "active",
  startDate: "2026-03-01",
  asOf,
});
const order = (world: ProbeWorld) => ({
  ...code(world),
  vendorOrderId: "O-probe",
  type: "sales",
  vendorCustomerId: "0",
  orderedAt: asOf,
  status: "completed",
  lines: [
    { vendorLineId: "1", vendorSubscriptionId: "SUB-probe", ...identity, quantity: "5", currency: "GBP" },
  ],
});
const product = () => ({
  ...identity,
  family: { code: "410", name: "Office Suite" },
  name: "Probe",
  kind: "licence",
  unit: "seat",
  prices: [{ currency: "GBP", listPrice: "9.40", validFrom: "2025-01-01" }],
  asOf,
});

const base = "/api/ingest/v1";
const one =
  (vendorId: string): SampleOf =>
  (world) => ({ params: { id: vendorId }, query: code(world) });

/** Requests of the vendor's machines, each naming its partner. */
export const ingestSamples: Readonly<Record<string, SampleOf>> = {
  [`POST ${base}/customers`]: (world) => ({ body: { items: [customer(world)] } }),
  [`POST ${base}/subscriptions`]: (world) => ({ body: { items: [subscription(world)] } }),
  [`POST ${base}/orders`]: (world) => ({ body: { items: [order(world)] } }),
  [`POST ${base}/products`]: () => ({ body: { items: [product()] }, isVendors: true }),
  [`GET ${base}/customers`]: (world) => ({ query: code(world) }),
  [`GET ${base}/subscriptions`]: (world) => ({ query: code(world) }),
  [`GET ${base}/orders`]: (world) => ({ query: code(world) }),
  [`GET ${base}/customers/{id}`]: one("0"),
  [`GET ${base}/subscriptions/{id}`]: one("SUB-0"),
  [`GET ${base}/orders/{id}`]: (world) => ({
    params: { id: world.foreign.vendorOrderId ?? "" },
    query: code(world),
  }),
  [`GET ${base}/products/{id}`]: (world) => ({ params: { id: world.foreign.productIdentity ?? "" } }),
  [`GET ${base}/partners/{code}/status`]: ({ partnerCode }) => ({ params: { code: partnerCode } }),
};
