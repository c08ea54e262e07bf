import { type Amount, perMonth, sumPerMonth } from "./month-money";
import type { Standing } from "./standing-query";

/** The bar's parts, from proven to left out. */
const parts = ["mapped", "waiting", "unmapped", "broken", "ignored", "excluded"] as const;
export type CoveragePart = (typeof parts)[number];

const partOf: Record<Standing["coverage"][number]["place"], CoveragePart> = {
  mapped: "mapped",
  waiting: "waiting",
  ignored: "ignored",
  customer: "unmapped",
  product: "unmapped",
  contract: "unmapped",
  customer_broken: "broken",
  product_broken: "broken",
  excluded: "excluded",
};

export type Coverage = {
  currency: string;
  total: Amount;
  /** Mapped money of all money, "82.4" per cent, never rounded up; null when there is none. */
  percent: string | null;
  withoutPrice: number;
  parts: { part: CoveragePart; money: Amount; subscriptions: number; share: number }[];
};

/** One bar for each currency: how much of what is sold stands in the PSA with all it needs. */
export function coverageOf(groups: Standing["coverage"]): Coverage[] {
  const currencies = [...new Set(groups.map(({ currency }) => currency))].sort();
  return currencies.map((currency) => {
    const own = groups.filter((group) => group.currency === currency);
    const [total = { currency, minor: 0n }] = sumPerMonth(own);
    return {
      currency,
      total,
      percent: total.minor > 0n ? tenths(amountOf(own, "mapped", currency).minor, total.minor) : null,
      withoutPrice: own.reduce((sum, { withoutPrice }) => sum + withoutPrice, 0),
      parts: parts.map((part) => {
        const money = amountOf(own, part, currency);
        const subscriptions = ofPart(own, part).reduce((sum, each) => sum + each.subscriptions, 0);
        return { part, money, subscriptions, share: shareOf(money.minor, total.minor) };
      }),
    };
  });
}

export function unmappedOf(groups: Standing["coverage"]) {
  const open = groups.filter(({ place }) => partOf[place] === "unmapped" || partOf[place] === "broken");
  return {
    money: sumPerMonth(open),
    subscriptions: open.reduce((sum, { subscriptions }) => sum + subscriptions, 0),
    withoutPrice: open.reduce((sum, { withoutPrice }) => sum + withoutPrice, 0),
  };
}

const ofPart = (groups: Standing["coverage"], part: CoveragePart) =>
  groups.filter(({ place }) => partOf[place] === part);

function amountOf(groups: Standing["coverage"], part: CoveragePart, currency: string): Amount {
  const found = ofPart(groups, part);
  return sumPerMonth(found)[0] ?? perMonth({ currency, perYear: "0", perYearMinor: "0" });
}

const tenths = (minor: bigint, ofMinor: bigint): string => {
  const digits = ((minor * 1000n) / ofMinor).toString().padStart(2, "0");
  return `${digits.slice(0, -1)}.${digits.slice(-1)}`.replace(/\.0$/, "");
};

/** Thousandths, for the width of a part. */
const shareOf = (minor: bigint, ofMinor: bigint): number =>
  ofMinor > 0n ? Number.parseInt(((minor * 1000n) / ofMinor).toString(), 10) : 0;
