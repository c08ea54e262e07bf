import { oneTimeParts } from "@/lib/billing/one-time";
import { nextPeriodStart, periodContaining } from "@/lib/billing/periods";
import { downDates, type ProrationChoice, upDates } from "@/lib/billing/proration";
import type { Span } from "@/lib/billing/span-amount";
import { addDays, laterDate, sayDate, sayDates } from "@/lib/dates";
import { addDecimals, formatMinor, subtractDecimals } from "@/lib/money";
import { sayPeriod, sayQuantity } from "@/lib/plans/line-words";
import { exampleDate, exampleStep } from "./example-line";
import type { ExampleStage, SettingExamples } from "./setting-examples";

/** What happens inside a period: when more and less count, what was posted, and what came late. */
export function prorationExamples(stage: ExampleStage): SettingExamples {
  return {
    proration: {
      psa: more(stage, "psa"),
      vendor: more(stage, "vendor"),
      none: more(stage, "none"),
    },
    creditOnDecrease: { false: fewer(stage, false), true: fewer(stage, true) },
    catchUp: catchUp(stage),
    lateOrders: lateOrders(stage),
  };
}

/** What this many units come to over some days. */
function amountOf({ line }: ExampleStage, quantity: string, span: Span): string {
  const { unitPrice, schedule, currency } = line;
  const parts = oneTimeParts({ quantity, unitPrice, span, schedule, currency });
  return formatMinor(
    parts.reduce((sum, part) => sum + part.amountMinor, 0n),
    currency,
  );
}

const charged = (stage: ExampleStage) => `the plan shows it, and it goes to ${stage.words.psa} as a charge`;

function more(stage: ExampleStage, choice: ProrationChoice): string {
  const { line, words, today } = stage;
  const date = exampleDate(line.schedule, today);
  const step = exampleStep(line.quantity);
  const after = sayQuantity(addDecimals(line.quantity, step), line.unit);
  const { fromDate, oneTime } = upDates(line.schedule, date, choice);
  const opening = `${sayQuantity(step, line.unit)} more on ${sayDate(date, today)}`;
  if (fromDate === undefined) return `${opening}: nothing changes, because the contract ends before that.`;
  const counts = `${opening}: ${after} from ${sayDate(fromDate, today)}`;
  if (oneTime) {
    const days = sayDates(oneTime.fromDate, oneTime.toDate, today);
    return `${counts}, and ${amountOf(stage, step, oneTime)} once for ${days}; ${charged(stage)}.`;
  }
  const period = periodContaining(line.schedule, fromDate);
  const span = { fromDate, toDate: period.endDate };
  const amount = amountOf(stage, step, span);
  return choice === "psa"
    ? `${counts}. ${words.psa} bills ${amount} for ${sayDates(span.fromDate, span.toDate, today)}.`
    : `${counts}, the whole period: ${amount}.`;
}

function fewer(stage: ExampleStage, credit: boolean): string {
  const { line, words, today, settings } = stage;
  const date = exampleDate(line.schedule, today);
  const step = exampleStep(line.quantity);
  const left = sayQuantity(subtractDecimals(line.quantity, step), line.unit);
  const { fromDate, oneTime } = downDates(line.schedule, today, date, settings.proration, credit);
  const opening = `${sayQuantity(step, line.unit)} fewer on ${sayDate(date, today)}`;
  if (fromDate === undefined) return `${opening}: billed until the contract ends, then nothing.`;
  const counts = `${opening}: ${left} from ${sayDate(fromDate, today)}`;
  if (oneTime) {
    const days = sayDates(oneTime.fromDate, oneTime.toDate, today);
    return `${counts}, and ${amountOf(stage, step, oneTime)} given back once for ${days}; ${charged(stage)}.`;
  }
  if (!credit) return `${counts}. Nothing is given back for the days until then.`;
  if (settings.proration !== "psa") {
    return `${counts}. Nothing is given back, because proration is off.`;
  }
  const { endDate } = periodContaining(line.schedule, fromDate);
  const amount = amountOf(stage, step, { fromDate, toDate: endDate });
  return `${counts}. ${words.psa} credits ${amount} for ${sayDates(fromDate, endDate, today)}.`;
}

function catchUp(stage: ExampleStage): Record<string, string> {
  const { line, today } = stage;
  const date = exampleDate(line.schedule, today);
  const step = exampleStep(line.quantity);
  const period = periodContaining(line.schedule, date);
  const next = nextPeriodStart(line.schedule, date);
  const opening = `${sayPeriod(period, today)} is posted and ${sayQuantity(step, line.unit)} more came on ${sayDate(date, today)}`;
  if (next === undefined) {
    const ends = `${opening}: the contract has no later period.`;
    return { one_time_charge: ends, skip_and_report: ends };
  }
  const after = sayQuantity(addDecimals(line.quantity, step), line.unit);
  const span = { fromDate: date, toDate: period.endDate };
  const days = sayDates(span.fromDate, span.toDate, today);
  const amount = amountOf(stage, step, span);
  const counts = `${opening}: ${after} from ${sayDate(next, today)}`;
  return {
    one_time_charge: `${counts}, and ${amount} once for ${days}; ${charged(stage)}.`,
    skip_and_report: `${counts}. ${amount} for ${days} is not billed and stands in the report.`,
  };
}

/** An order of the period before that arrives today, while that period is still open. */
function lateOrders(stage: ExampleStage): Record<string, string> {
  const { line, today, settings } = stage;
  const { schedule, quantity, unit } = line;
  const current = periodContaining(schedule, today);
  const before = periodContaining(schedule, addDays(current.startDate, -1));
  const date = laterDate(addDays(current.startDate, -10), before.startDate);
  const step = exampleStep(quantity);
  const after = sayQuantity(addDecimals(quantity, step), unit);
  const opening = `${sayQuantity(step, unit)} more, ordered on ${sayDate(date, today)} and known today`;
  const start = sayDate(current.startDate, today);
  const { fromDate, oneTime } = upDates(schedule, date, settings.proration);
  const span = oneTime ?? { fromDate: fromDate ?? date, toDate: before.endDate };
  const days = sayDates(span.fromDate, span.toDate, today);
  const amount = amountOf(stage, step, span);
  return {
    true_date: oneTime
      ? `${opening}: ${after} from ${start}, and ${amount} once for ${days}; ${charged(stage)}.`
      : `${opening}: ${after} from ${sayDate(span.fromDate, today)}, with ${amount} for ${days}.`,
    start_of_current_period: `${opening}: ${after} from ${start}. ${amount} for ${days} is not billed.`,
  };
}
