import type pg from "pg";
import { type StoryDays, storyDays } from "@/db/seed/days";
import type { CustomerDocument, OrderDocument, ProductDocument } from "@/db/seed/documents";
import type { StoryPartner } from "@/db/seed/people";
import { plantPartner } from "@/db/seed/plant-people";

/** One customer for each type of task, each with one contract; the current period began 16 days ago. */
export const cases = [
  { name: "sale", held: 0, ordered: 12, type: "sales", product: "licence" },
  { name: "up", held: 10, ordered: 14, type: "change", product: "licence" },
  { name: "down", held: 10, ordered: 6, type: "change", product: "licence" },
  { name: "billing", held: 25, ordered: 30, type: "billing", product: "usage" },
  { name: "cancellation", held: 8, ordered: 0, type: "cancellation", product: "licence" },
] as const;

export type CaseName = (typeof cases)[number]["name"];

const zone = "Europe/London";

/** Everything of one run bears its number, so that runs never meet. */
export type Stage = {
  run: string;
  partner: StoryPartner;
  admin: string;
  days: StoryDays;
  apiUser: { userName: string; secret: string };
  documents: { products: ProductDocument[]; customers: CustomerDocument[]; history: OrderDocument[] };
  orders: OrderDocument[];
  world: object;
};

export const companyId = (index: number): number => 21 + index;
export const contractId = (index: number): number => 51 + index;
export const serviceId = { licence: 11, usage: 12 } as const;

/** A partner of this run's own, in the database; all else goes in through the doors. */
export async function setStage(pool: pg.Pool, run: string, now: Date): Promise<Stage> {
  const admin = `admin@run${run}.example`;
  const partner: StoryPartner = {
    code: `P-${run}`,
    name: `Main Job ${run}`,
    country: "GB",
    currency: "GBP",
    timeZone: zone,
    locale: "en-GB",
    invoiceDay: "1",
    persons: [{ email: admin, name: `Admin ${run}`, role: "partner_admin", canSeeCost: true }],
  };
  await plantPartner(pool, partner);
  const days = storyDays(now, zone);
  const sold = cases.filter(({ held }) => held > 0);
  return {
    run,
    partner,
    admin,
    days,
    apiUser: { userName: `api@run${run}.example`, secret: "main-job-secret" },
    documents: {
      products: [product(run, "licence", days), product(run, "usage", days)],
      customers: cases.map((each) => customer(run, each.name, days)),
      history: sold.map((each) => order(run, each, days, days.contractStart, each.held)),
    },
    orders: cases.map((each) => order(run, each, days, days.today)),
    world: world(days, now),
  };
}

const key = (run: string, kind: "licence" | "usage") =>
  ({ sku: `MJ-${run}-${kind}`, billingCycle: "monthly", term: "P1M" }) as const;

const prices = {
  licence: { unitPrice: "9.40", unitCost: "7.10" },
  usage: { unitPrice: "1.50", unitCost: "0.40" },
};

function product(run: string, kind: "licence" | "usage", days: StoryDays): ProductDocument {
  return {
    family: { code: `MJ-${run}`, name: `Main Job ${run}` },
    ...key(run, kind),
    name: `Main Job ${kind}`,
    kind,
    unit: kind === "usage" ? "GB" : "seat",
    ...(kind === "usage" ? { meterCode: "storage_gb" } : {}),
    prices: [
      {
        currency: "GBP",
        listPrice: prices[kind].unitPrice,
        partnerCost: prices[kind].unitCost,
        validFrom: days.contractStart,
      },
    ],
    asOf: days.at(days.today),
  };
}

const customer = (run: string, name: CaseName, days: StoryDays): CustomerDocument => ({
  partnerCode: `P-${run}`,
  vendorCustomerId: `${run}-${name}`,
  companyName: `Company ${name}`,
  currency: "GBP",
  asOf: days.at(days.today),
});

/** The sale that made a subscription, or today's order of its case. */
function order(
  run: string,
  each: (typeof cases)[number],
  days: StoryDays,
  date: string,
  soldQuantity?: number,
): OrderDocument {
  const isHistory = soldQuantity !== undefined;
  const number = `${run}-${isHistory ? "H" : "O"}-${each.name}`;
  const isCancellation = !isHistory && each.type === "cancellation";
  return {
    partnerCode: `P-${run}`,
    vendorOrderId: number,
    type: isHistory ? "sales" : each.type,
    vendorCustomerId: `${run}-${each.name}`,
    orderedAt: days.at(date),
    status: "completed",
    lines: [
      {
        vendorLineId: "1",
        vendorSubscriptionId: `SUB-${run}-${each.name}`,
        ...key(run, each.product),
        ...(isCancellation ? { endDate: date } : { quantity: String(soldQuantity ?? each.ordered) }),
        ...prices[each.product],
        currency: "GBP",
        effectiveDate: date,
      },
    ],
  };
}

function world(days: StoryDays, now: Date): object {
  const service = (kind: "licence" | "usage") => ({
    id: serviceId[kind],
    name: `Main Job ${kind}`,
    periodType: 2,
    unitPrice: Number.parseFloat(prices[kind].unitPrice),
    unitCost: Number.parseFloat(prices[kind].unitCost),
  });
  return {
    secret: "main-job-secret",
    trackingIds: ["LARKSPURCLOUDSANDBOX0000001"],
    currency: "GBP",
    clock: { set: now.toISOString() },
    companies: cases.map(({ name }, index) => ({
      id: companyId(index),
      companyName: `Company ${name}`,
      countryID: 234,
    })),
    services: [service("licence"), service("usage")],
    contracts: cases.map((each, index) => ({
      id: contractId(index),
      companyID: companyId(index),
      contractName: `Contract ${each.name}`,
      startDate: days.contractStart,
      endDate: days.contractEnd,
      services:
        each.held === 0
          ? []
          : [{ serviceID: serviceId[each.product], units: each.held, ...asNumbers(prices[each.product]) }],
    })),
  };
}

const asNumbers = ({ unitPrice, unitCost }: { unitPrice: string; unitCost: string }) => ({
  unitPrice: Number.parseFloat(unitPrice),
  unitCost: Number.parseFloat(unitCost),
});
