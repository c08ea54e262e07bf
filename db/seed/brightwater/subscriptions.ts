import { addDays, addMonths } from "@/lib/dates";
import { gbpPrice, type ProductName, productKeys } from "../catalogue";
import type { StoryDays } from "../days";
import type { OrderDocument, SubscriptionDocument } from "../documents";
import { brightwater } from "../people";
import { type CustomerKey, vendorCustomerId } from "./customers";

type Change = {
  type: OrderDocument["type"];
  /** Number of the order, "1000311"; orders before this month are numbered by themselves. */
  number?: string;
  date: string;
  quantity?: string;
  unitPrice?: string;
  reason?: string;
  endDate?: string;
  fees?: OrderDocument["lines"][number]["fees"];
};

type Held = {
  customer: CustomerKey;
  product: ProductName;
  quantity: string;
  unitPrice?: string;
  unitCost?: string;
  /** When it was sold; default: at the start of its contract. */
  soldOn?: string;
  saleNumber?: string;
  status?: SubscriptionDocument["status"];
  changes?: readonly Change[];
};

/** What each customer holds, and what happened to it lately. */
function held(days: StoryDays): readonly Held[] {
  const { today } = days;
  return [
    { customer: "calder", product: "officeStandard", quantity: "12", soldOn: today, saleNumber: "1000311" },
    { customer: "alder", product: "officeStandard", quantity: "25" },
    { customer: "pinewood", product: "serverProtect", quantity: "2" },
    {
      customer: "moorgate",
      product: "endpointGuard",
      quantity: "12",
      changes: [{ type: "cancellation", date: addMonths(today, -3), endDate: addMonths(today, -3) }],
    },
    { customer: "moorgate", product: "mailArchive", quantity: "1" },
    { customer: "harrow", product: "officeBasic", quantity: "6" },
    { customer: "kestrel", product: "officePro", quantity: "4" },
    { customer: "cobalt", product: "officeStandard", quantity: "9" },
    {
      customer: "tideway",
      product: "officeStandard",
      quantity: "8",
      changes: [{ type: "change", number: "1000318", date: today, quantity: "10", reason: "upgrade" }],
    },
    { customer: "selwyn", product: "officeStandardAnnual", quantity: "5" },
    { customer: "ivy", product: "officeBasic", quantity: "3" },
    { customer: "ravenscroft", product: "officePro", quantity: "7" },
    { customer: "greenhithe", product: "backup", quantity: "0" },
    { customer: "greenhithe", product: "mailArchive", quantity: "1" },
    {
      customer: "oakhurst",
      product: "officeStandard",
      quantity: "5",
      changes: [{ type: "change", number: "1000322", date: today, quantity: "3", reason: "downgrade" }],
    },
    { customer: "dunmore", product: "officeStandard", quantity: "8" },
    {
      customer: "lantern",
      product: "officeStandard",
      quantity: "10",
      changes: [
        { type: "change", number: "1000299", date: addDays(today, -6), quantity: "14", reason: "upgrade" },
        { type: "change", number: "1000325", date: today, quantity: "9", reason: "downgrade" },
      ],
    },
    {
      customer: "lantern",
      product: "endpointGuard",
      quantity: "10",
      unitPrice: "2.90",
      soldOn: today,
      saleNumber: "1000326",
    },
    {
      customer: "quayside",
      product: "workstationProtect",
      quantity: "4",
      changes: [
        {
          type: "cancellation",
          number: "1000330",
          date: today,
          endDate: today,
          fees: [{ kind: "cancellation", quantity: "1", unitPrice: "30.00", text: "Cancellation fee" }],
        },
      ],
    },
    { customer: "marlow", product: "officePro", quantity: "6" },
    { customer: "marlow", product: "mailArchive", quantity: "1" },
    { customer: "bexley", product: "officeStandard", quantity: "11" },
    { customer: "bexley", product: "officeBasic", quantity: "5", status: "suspended" },
    { customer: "bexley", product: "compute", quantity: "1", unitPrice: "0", unitCost: "0" },
  ];
}

export type StorySubscription = { id: string; customer: CustomerKey; product: ProductName };

/** Orders in the order of their dates, the suspension as a document of its own, and which subscription is whose. */
export function trade(
  days: StoryDays,
  startOf: (customer: CustomerKey) => string,
): { subscriptions: StorySubscription[]; orders: OrderDocument[]; documents: SubscriptionDocument[] } {
  const all = held(days).map((each, index) => ({ ...each, id: `SUB-${2001 + index}`, index }));
  return {
    subscriptions: all.map(({ id, customer, product }) => ({ id, customer, product })),
    orders: all
      .flatMap((each) => ordersOf(each, each.id, each.index, days, startOf(each.customer)))
      .sort((a, b) => (a.orderedAt < b.orderedAt ? -1 : a.orderedAt > b.orderedAt ? 1 : 0)),
    documents: all.flatMap((each) => {
      if (!each.status) return [];
      const [unitPrice, unitCost] = gbpPrice(each.product);
      return [
        {
          partnerCode: brightwater.code,
          vendorSubscriptionId: each.id,
          vendorCustomerId: vendorCustomerId(each.customer),
          ...productKeys[each.product],
          quantity: each.quantity,
          unitPrice,
          unitCost,
          currency: "GBP",
          status: each.status,
          startDate: startOf(each.customer),
          asOf: days.at(days.today),
        },
      ];
    }),
  };
}

function ordersOf(
  each: Held,
  id: string,
  index: number,
  days: StoryDays,
  contractStart: string,
): OrderDocument[] {
  const [listPrice, cost] = gbpPrice(each.product);
  const sale: Change = {
    type: "sales",
    number: each.saleNumber ?? String(1_000_101 + index),
    date: each.soldOn ?? contractStart,
    quantity: each.quantity,
  };
  return [sale, ...(each.changes ?? [])].map((change, position) => {
    const number = change.number ?? String(1_000_201 + index);
    return {
      partnerCode: brightwater.code,
      vendorOrderId: number,
      reference: `SO${number.slice(1)}`,
      type: change.type,
      ...(change.reason ? { reason: change.reason } : {}),
      vendorCustomerId: vendorCustomerId(each.customer),
      orderedAt: days.at(change.date),
      status: "completed",
      lines: [
        {
          vendorLineId: `${number}-${position + 1}`,
          vendorSubscriptionId: id,
          ...productKeys[each.product],
          ...(change.quantity === undefined ? {} : { quantity: change.quantity }),
          unitPrice: each.unitPrice ?? listPrice,
          unitCost: each.unitCost ?? cost,
          currency: "GBP",
          effectiveDate: change.date,
          ...(change.endDate === undefined ? {} : { endDate: change.endDate }),
          ...(change.fees ? { fees: change.fees } : {}),
        },
      ],
    };
  });
}
