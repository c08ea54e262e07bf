import { freeDate } from "@/lib/billing/one-change-per-day";
import { changeAmountMinor } from "@/lib/billing/span-amount";
import type { Timeline } from "@/lib/billing/timeline";
import { addDays, compareDates, daysInclusive, sayDate, sayDates } from "@/lib/dates";
import { formatMinor } from "@/lib/money";
import type { LineFrame } from "./line-frame";
import type { UndoNote } from "./plan";

/** A step as the timelines before and after it, for the question what taking it back would leave. */
export type StepToUndo = {
  date: string;
  before: Timeline;
  after: Timeline;
  createsLine: boolean;
  /** False for a price that nobody knows: there is nothing to set it back to. */
  hasValueBefore: boolean;
};

/**
 * The day on which each of several steps can be taken back: its own, or the next free one where the PSA takes one change
 * a day. The newest step chooses first, so that it keeps the nearer day. Undefined where the contract has no day left.
 */
export function undoDates(
  frame: LineFrame,
  stepDates: readonly string[],
  alreadyTaken: ReadonlySet<string>,
): readonly (string | undefined)[] {
  if (!frame.oneChangePerDay) return stepDates;
  const taken = new Set([...alreadyTaken, ...stepDates]);
  const found = new Map<number, string | undefined>();
  const newestFirst = [...stepDates.entries()].sort(([, one], [, other]) => compareDates(other, one));
  for (const [index, wantedDate] of newestFirst) {
    const { schedule, openDate } = frame;
    const date = freeDate({ wantedDate, lean: "later", taken, schedule, openDate });
    if (date !== undefined) taken.add(date);
    found.set(index, date);
  }
  return stepDates.map((_, index) => found.get(index));
}

/**
 * Said before anything is written. Where a line takes one change a day, the opposite change goes on the next free day
 * and the days between stay billed; elsewhere the values before are written back on the same day, which is complete
 * until the period is invoiced. A line that was created stays, empty.
 */
export function undoNoteOf(
  step: StepToUndo,
  fromDate: string | undefined,
  frame: LineFrame,
  words: { currency: string; today: string; psa: string },
): UndoNote {
  if (!step.hasValueBefore) {
    return {
      class: "not_possible",
      sentence: `${words.psa} does not tell the value before, so it cannot be set back from here.`,
    };
  }
  if (fromDate === undefined) {
    return { class: "not_possible", sentence: "No day is left before the contract ends to take it back on." };
  }
  const isFull = !frame.oneChangePerDay && !step.createsLine;
  const emptyLine = step.createsLine ? " The empty line stays on the contract." : "";
  const start = `Can be taken back from ${sayDate(fromDate, words.today)} while that period is not posted`;
  if (fromDate === step.date) {
    const sentence = `${start}.${isFull ? "" : emptyLine}`;
    return { class: isFull ? "full" : "compensating", fromDate, staysBilledMinor: "0", sentence };
  }
  const gap = { fromDate: step.date, toDate: addDays(fromDate, -1) };
  const stays = changeAmountMinor({ ...step, span: gap, schedule: frame.schedule, currency: words.currency });
  const days = daysInclusive(gap.fromDate, gap.toDate);
  const dates = `${days === 1 ? "1 day" : `${days} days`} (${sayDates(gap.fromDate, gap.toDate, words.today)})`;
  const amount = stays === undefined ? "" : `: ${formatMinor(stays, words.currency)}`;
  return {
    class: "compensating",
    fromDate,
    ...(stays === undefined ? {} : { staysBilledMinor: stays.toString() }),
    sentence: `${start}; ${dates} ${stays !== undefined && stays < 0n ? "stays unbilled" : "stays billed"}${amount}.${emptyLine}`,
  };
}
