import fc from "fast-check";

/** A contract, what was chosen for it, and everything that happens to one line of it, in order. */
export type History = {
  zone: string;
  anchorDate: string;
  cycle: "monthly" | "quarterly" | "annual";
  currency: "GBP" | "JPY";
  /** Left out: the line does not exist yet. */
  startUnits?: number;
  /** The first instant, in minutes from the start of the contract's first day in UTC. */
  startMinute: number;
  proration: "psa" | "vendor" | "none";
  credit: boolean;
  catchUp: "one_time_charge" | "skip_and_report";
  lateOrders: "true_date" | "start_of_current_period";
  priceChangesStart: "next_period" | "current_period";
  changesPerDay: "one" | "many";
  toldPrice: "latest" | "inForce";
  events: readonly Event[];
};

/** `wait` minutes after the event before. Periods are counted from today's. */
export type Event =
  | { kind: "orders"; wait: number; lines: readonly OrderLine[]; takesOffer: boolean }
  | { kind: "post"; wait: number; period: number; alone: boolean }
  | { kind: "sign_off"; wait: number; period: number };

export type OrderLine = {
  /** Minutes after the check's first order. */
  later: number;
  /** Days from today, a period's first day, or left out: the business date of the order. */
  date?: { days: number } | { period: number };
  /** 0 cancels. */
  units: number;
  price?: number;
  prorated?: string;
  fee?: string;
};

const zones = ["Europe/London", "America/New_York", "Australia/Sydney", "Pacific/Auckland"] as const;
export const cycles = { monthly: 1, quarterly: 3, annual: 12 } as const;
export const periodCount = { monthly: 15, quarterly: 6, annual: 3 } as const;

const anchors = fc
  .record({ month: fc.integer({ min: 0, max: 17 }), day: fc.constantFrom(1, 15, 29, 30, 31) })
  .map(({ month, day }) => {
    const [year, inYear] = [2026 + Math.floor(month / 12), (month % 12) + 1];
    const length = new Map([
      [2, 28],
      [4, 30],
      [6, 30],
      [9, 30],
      [11, 30],
    ]).get(inYear);
    return `${year}-${String(inYear).padStart(2, "0")}-${String(Math.min(day, length ?? 31)).padStart(2, "0")}`;
  });

const maybe = <T>(value: fc.Arbitrary<T>, freq: number) => fc.option(value, { nil: undefined, freq });

const lines: fc.Arbitrary<OrderLine> = fc.record(
  {
    later: fc.integer({ min: 0, max: 900 }),
    date: fc.oneof(
      { weight: 4, arbitrary: fc.constant(undefined) },
      { weight: 3, arbitrary: fc.record({ days: fc.integer({ min: -45, max: 70 }) }) },
      { weight: 2, arbitrary: fc.record({ period: fc.integer({ min: -1, max: 2 }) }) },
    ),
    units: fc.oneof(
      { weight: 5, arbitrary: fc.integer({ min: 1, max: 20 }) },
      { weight: 1, arbitrary: fc.constant(0) },
    ),
    price: maybe(fc.constantFrom(1000, 1850, 2000, 2205, 1999), 2),
    prorated: maybe(fc.constantFrom("18.5", "7.25"), 8),
    fee: maybe(fc.constantFrom("45", "9.99"), 8),
  },
  { requiredKeys: ["later", "date", "units", "price", "prorated", "fee"] },
);

const waits = fc.oneof(
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 600 }) },
  { weight: 5, arbitrary: fc.integer({ min: 0, max: 40_000 }) },
);

const events: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 7,
    arbitrary: fc.record({
      kind: fc.constant("orders" as const),
      wait: waits,
      lines: fc.array(lines, { minLength: 1, maxLength: 3 }),
      takesOffer: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("post" as const),
      wait: waits,
      period: fc.integer({ min: -1, max: 1 }),
      alone: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("sign_off" as const),
      wait: waits,
      period: fc.integer({ min: -1, max: 0 }),
    }),
  },
);

export const histories: fc.Arbitrary<History> = fc.record({
  zone: fc.constantFrom(...zones),
  anchorDate: anchors,
  cycle: fc.constantFrom("monthly", "monthly", "quarterly", "annual"),
  currency: fc.constantFrom("GBP", "GBP", "JPY"),
  startUnits: maybe(fc.integer({ min: 0, max: 15 }), 4),
  startMinute: fc.integer({ min: 0, max: 120_000 }),
  proration: fc.constantFrom("psa", "vendor", "none"),
  credit: fc.boolean(),
  catchUp: fc.constantFrom("one_time_charge", "skip_and_report"),
  lateOrders: fc.constantFrom("true_date", "start_of_current_period"),
  priceChangesStart: fc.constantFrom("next_period", "current_period"),
  changesPerDay: fc.constantFrom("one", "many"),
  toldPrice: fc.constantFrom("latest", "inForce"),
  events: fc.array(events, { minLength: 1, maxLength: 7 }),
});
