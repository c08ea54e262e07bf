import type { LinePlan } from "../plan";
import type { Course } from "./outcome.fixture";

/** The words in which a walk says what it found. */

const formats = new Map<string, Intl.DateTimeFormat>();

export function localDate(milliseconds: number, timeZone: string): string {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat("en-CA", { timeZone });
  formats.set(timeZone, format);
  return format.format(milliseconds);
}

export const decimalOf = (price: number) => String(price / 100);
export const hundredths = (decimal: string) => Math.round(Number.parseFloat(decimal) * 100);
export const priced = ({ units, prices }: Course) =>
  prices.map((price, day) => (units[day] === 0 ? 0 : price));

/** "0: 10, 75: 12": the days on which a figure moves. */
export const runs = (figures: readonly number[]) =>
  figures
    .flatMap((figure, day) => (day === 0 || figure !== figures[day - 1] ? [`${day}: ${figure}`] : []))
    .join(", ");

export function amountsOf(
  amounts: readonly { kind: string; amountMinor?: string; minor?: number }[],
): string {
  const byKind = new Map<string, number>();
  for (const { kind, amountMinor, minor } of amounts) {
    byKind.set(kind, (byKind.get(kind) ?? 0) + (minor ?? Number(amountMinor)));
  }
  const known = [...byKind].filter(([, minor]) => minor !== 0).sort();
  return known.map(([kind, minor]) => `${kind} ${minor}`).join(", ");
}

export function same(what: string, found: unknown, expected: unknown, plan?: LinePlan): void {
  if (JSON.stringify(found) === JSON.stringify(expected)) return;
  const steps = plan?.steps.map((step) => step.sentence).join("; ");
  throw new Error(
    `${what}: ${JSON.stringify(found)}, the model says ${JSON.stringify(expected)}${steps === undefined ? "" : ` (${plan?.sentence}; ${steps})`}`,
  );
}
