import { addDecimals, decimalFromMinor, formatMinor, shareOfPeriodMinor } from "@/lib/money";

/** Money of a year: decimals of what is held, minor units of what tasks change. */
export type YearMoney = { currency: string; perYear: string; perYearMinor: string };

export type Amount = { currency: string; minor: bigint };

/** What a year's money comes to in a month, rounded once at the end: 112.80 a year is 9.40 per month. */
export function perMonth({ currency, perYear, perYearMinor }: YearMoney): Amount {
  const year = addDecimals(perYear, decimalFromMinor(BigInt(perYearMinor), currency));
  return { currency, minor: shareOfPeriodMinor(year, 12, currency) };
}

/** One amount for each currency, in the order of their codes; years are added up before a month is taken of them. */
export function sumPerMonth(years: readonly YearMoney[]): Amount[] {
  const sums = new Map<string, YearMoney>();
  for (const { currency, perYear, perYearMinor } of years) {
    const sum = sums.get(currency) ?? { currency, perYear: "0", perYearMinor: "0" };
    sums.set(currency, {
      currency,
      perYear: addDecimals(sum.perYear, perYear),
      perYearMinor: (BigInt(sum.perYearMinor) + BigInt(perYearMinor)).toString(),
    });
  }
  return [...sums.values()].map(perMonth).sort((one, other) => (one.currency < other.currency ? -1 : 1));
}

/** "74.20 GBP and 12.00 USD per month"; nothing where there is nothing to pay. */
export function sayPerMonth(amounts: readonly Amount[]): string | undefined {
  const told = amounts
    .filter(({ minor }) => minor !== 0n)
    .map((each) => formatMinor(each.minor, each.currency));
  return told.length === 0 ? undefined : `${told.join(" and ")} per month`;
}
