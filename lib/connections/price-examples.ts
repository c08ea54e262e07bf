import { nextPeriodStart, periodContaining } from "@/lib/billing/periods";
import { downDate, priceDate } from "@/lib/billing/quantity-rule";
import { endingOf, type ZeroUnits } from "@/lib/billing/zero";
import { sayDate } from "@/lib/dates";
import {
  compareDecimals,
  formatMinor,
  formatUnitPrice,
  minorFromDecimal,
  multiplyDecimals,
  roundHalfAway,
} from "@/lib/money";
import { sayPeriod, sayQuantity } from "@/lib/plans/line-words";
import { exampleDate } from "./example-line";
import type { ExampleStage, SettingExamples } from "./setting-examples";

/** Whose price and cost count, from when a new one does, and how a line ends. */
export function priceExamples(stage: ExampleStage): SettingExamples {
  return {
    priceSource: priceSource(stage),
    pushCost: pushCost(stage),
    priceChangesStart: {
      next_period: newPrice(stage, "next_period"),
      current_period: newPrice(stage, "current_period"),
    },
    zeroUnits: {
      set_to_zero: ending(stage, "set_to_zero"),
      one_unit_free: ending(stage, "one_unit_free"),
      end_line_or_contract: ending(stage, "end_line_or_contract"),
    },
  };
}

const cycleWords = {
  monthly: "month",
  quarterly: "quarter",
  semiannual: "half-year",
  annual: "year",
} as const;

const amountOf = ({ line }: ExampleStage, unitPrice: string) =>
  formatMinor(minorFromDecimal(multiplyDecimals(line.quantity, unitPrice), line.currency), line.currency);

const perPeriod = (stage: ExampleStage, unitPrice: string) =>
  `${amountOf(stage, unitPrice)} per ${cycleWords[stage.line.schedule.cycle]}`;

const each = ({ line }: ExampleStage, unitPrice: string) =>
  `${formatUnitPrice(unitPrice, line.currency)} ${line.currency}`;

function priceSource(stage: ExampleStage): Record<string, string> {
  const { line, words } = stage;
  const units = sayQuantity(line.quantity, line.unit);
  const psa = `${units} stay at ${each(stage, line.unitPrice)}, the price in ${words.psa}: ${perPeriod(stage, line.unitPrice)}.`;
  const { vendorPrice } = line;
  if (vendorPrice === undefined) {
    return { psa, vendor: `The order brings no price for ${line.product}; the one in ${words.psa} stays.` };
  }
  const isSame = compareDecimals(vendorPrice, line.unitPrice) === 0;
  return {
    psa,
    vendor: isSame
      ? `${words.vendor} has the same price today, ${each(stage, vendorPrice)}; a new one would be written with the next order.`
      : `${units} go to ${each(stage, vendorPrice)}, ${words.vendor}'s price, with the next order: ${perPeriod(stage, vendorPrice)}.`,
  };
}

function pushCost({ line, words, canSeeCost, ...stage }: ExampleStage): Record<string, string> {
  const cost =
    canSeeCost && line.vendorCost !== undefined
      ? `, ${each({ line, words, canSeeCost, ...stage }, line.vendorCost)} each,`
      : "";
  return {
    true: `What you pay for ${line.product}${cost} is written to the line with each order, so that ${words.psa} knows the margin.`,
    false: `The cost in ${words.psa} stays as somebody set it there.`,
  };
}

/** A price that rises by a tenth. */
function newPrice(stage: ExampleStage, start: "next_period" | "current_period"): string {
  const { line, today } = stage;
  const date = exampleDate(line.schedule, today);
  const price = roundHalfAway(multiplyDecimals(line.unitPrice, "1.1"), 2);
  const from = priceDate(line.schedule, date, start);
  const opening = `A new price of ${each(stage, price)} on ${sayDate(date, today)}`;
  if (from === undefined) return `${opening} comes too late: the contract ends before the next period.`;
  const counts = `${opening} counts from ${sayDate(from, today)}`;
  const period = sayPeriod(periodContaining(line.schedule, date), today);
  return from > date
    ? `${counts}; ${period} stays at ${amountOf(stage, line.unitPrice)}.`
    : `${counts}; ${period} comes to ${amountOf(stage, price)} instead of ${amountOf(stage, line.unitPrice)}.`;
}

function ending(stage: ExampleStage, setting: ZeroUnits): string {
  const { line, words, today } = stage;
  const date = exampleDate(line.schedule, today);
  const from = downDate(line.schedule, today, date) ?? nextPeriodStart(line.schedule, today);
  const opening = `Cancelled on ${sayDate(date, today)}`;
  const end = endingOf(setting);
  if (end === undefined) {
    return `${opening}: the plan asks you to set the contract's end date in ${words.psa} yourself.`;
  }
  if (from === undefined) return `${opening}: the line ends with its contract.`;
  const until = `${opening}: ${sayQuantity(end.quantity, line.unit)}`;
  return end.unitPrice === undefined
    ? `${until} from ${sayDate(from, today)}; the line stays on the contract.`
    : `${until} at ${each(stage, end.unitPrice)} from ${sayDate(from, today)}, for tenants that refuse 0 units.`;
}
