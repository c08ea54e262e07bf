import type { StoryDays } from "@/db/seed/days";

/** One customer of a story: what the vendor sold, and what stands in the PSA. */
export type CustomerPlan = {
  name: string;
  /** Seats held since the contract began, on both sides. */
  held?: number;
  /** The vendor's count where it differs from the PSA's. */
  heldAtVendor?: number;
  /** What the company is in the PSA; a Lead cannot be mapped. */
  companyType?: "Customer" | "Lead";
  /** `none`: no contract; `quarterly`: one that does not fit monthly products. */
  contract?: "monthly" | "quarterly" | "none";
  /** Which of the story's products: the first unless told otherwise. */
  product?: number;
  /** Left out of the mapping, for stories that map by hand. */
  isMapped?: boolean;
  isLinked?: boolean;
};

export type StoryPlan = {
  customers: readonly CustomerPlan[];
  /** Monthly licences with their price and cost in GBP; one unless told otherwise. */
  products?: readonly { name: string; price: string; cost: string; isMapped?: boolean }[];
  /** Stops before the connection is made, for stories that install it. */
  isConnected?: boolean;
  /** Customers, products and contracts mapped, except those who say otherwise. */
  isMapped?: boolean;
  /** Runs the first check and applies what it takes over, so that only what the story orders waits. */
  isTakenOver?: boolean;
};

export const productsOf = (plan: StoryPlan) =>
  plan.products ?? [{ name: "Story Suite", price: "9.40", cost: "7.10" }];

/** What the vendor's machines deliver for a story, in the words of the ingest API. */
export class VendorDocuments {
  constructor(
    readonly run: string,
    readonly days: StoryDays,
    readonly plan: StoryPlan,
  ) {}

  sku = (product: number): string => `S${this.run}-${product}`;
  customerId = (index: number): string => `${this.run}-${index}`;
  subscriptionId = (index: number): string => `SUB-${this.run}-${index}`;
  #key = (product: number) => ({ sku: this.sku(product), billingCycle: "monthly", term: "P1M" });

  products(): object[] {
    const { run, days } = this;
    return productsOf(this.plan).map((product, index) => ({
      family: { code: `F${run}`, name: `Family ${run}` },
      ...this.#key(index),
      name: product.name,
      kind: "licence",
      unit: "seat",
      prices: [
        {
          currency: "GBP",
          listPrice: product.price,
          partnerCost: product.cost,
          validFrom: days.contractStart,
        },
      ],
      asOf: days.at(days.today),
    }));
  }

  customers(): object[] {
    return this.plan.customers.map((each, index) => ({
      partnerCode: `P-${this.run}`,
      vendorCustomerId: this.customerId(index),
      companyName: each.name,
      currency: "GBP",
      asOf: this.days.at(this.days.today),
    }));
  }

  /** The sales with which everything began. */
  history(): object[] {
    const { contractStart } = this.days;
    return this.plan.customers.flatMap((each, index) => {
      const quantity = each.heldAtVendor ?? each.held ?? 0;
      if (quantity === 0) return [];
      const line = { ...this.#line(index, contractStart), quantity: String(quantity) };
      return [
        { ...this.#order(index, `${this.run}-H${index}`, contractStart), type: "sales", lines: [line] },
      ];
    });
  }

  /** An order of today: the new total of a customer's seats, or their end. */
  order(index: number, number: string, quantity: number, more: OrderMore): object {
    const { today } = this.days;
    const date = more.effectiveDate ?? today;
    const line = {
      ...this.#line(index, date),
      ...(more.type === "cancellation" ? { endDate: date } : { quantity: String(quantity) }),
      ...(more.unitPrice && { unitPrice: more.unitPrice }),
    };
    return { ...this.#order(index, number, today), type: more.type ?? "change", lines: [line] };
  }

  #order(index: number, number: string, date: string) {
    return {
      partnerCode: `P-${this.run}`,
      vendorOrderId: number,
      vendorCustomerId: this.customerId(index),
      orderedAt: this.days.at(date),
      status: "completed",
    };
  }

  #line(index: number, effectiveDate: string) {
    const product = this.plan.customers[index]?.product ?? 0;
    const { price, cost } = productsOf(this.plan)[product] ?? { price: "0", cost: "0" };
    return {
      vendorLineId: "1",
      vendorSubscriptionId: this.subscriptionId(index),
      ...this.#key(product),
      unitPrice: price,
      unitCost: cost,
      currency: "GBP",
      effectiveDate,
    };
  }
}

export type OrderMore = { type?: string; effectiveDate?: string; unitPrice?: string };
