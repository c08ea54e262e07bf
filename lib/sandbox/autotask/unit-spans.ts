import { addMonths, type Day } from "./calendar";

/** A change of a line from a day on. `unitChange` is a difference; a price or cost of null leaves it as it was. */
export type SpanChange = {
  readonly day: Day;
  readonly unitChange: number;
  readonly price: number | null;
  readonly cost: number | null;
};

export type LineHistory = {
  readonly contractStart: Day;
  /** Last day, inclusive. */
  readonly contractEnd: Day;
  /** Months of a billing period; null: one period over the whole contract. */
  readonly months: number | null;
  /** Units from the contract's start on; null: the line begins with its first change. */
  readonly firstUnits: number | null;
  readonly price: number;
  readonly cost: number | null;
  /** In the order they were made. */
  readonly changes: readonly SpanChange[];
  /** Last days of posted rows: the rows around them stay apart. */
  readonly closedOn: readonly Day[];
};

/** Days with the same quantity, price and cost inside one billing period: one unit row. All days inclusive. */
export type Span = {
  readonly start: Day;
  readonly end: Day;
  readonly periodStart: Day;
  /** Days of the whole period, also when the contract ends inside it. */
  readonly periodDays: number;
  readonly units: number;
  readonly price: number;
  readonly cost: number | null;
};

export type Period = { readonly start: Day; readonly end: Day; readonly days: number };

/**
 * Billing periods, cut from the contract's start in steps of its period type and always counted from that start: from
 * 31 January monthly they begin on 31 January, 28 February, 31 March. The last one ends with the contract.
 */
export function periodsOf(contractStart: Day, contractEnd: Day, months: number | null): Period[] {
  if (months === null)
    return [{ start: contractStart, end: contractEnd, days: contractEnd - contractStart + 1 }];
  const periods: Period[] = [];
  for (let step = 0; ; step += 1) {
    const start = addMonths(contractStart, step * months);
    if (start > contractEnd) return periods;
    const next = addMonths(contractStart, (step + 1) * months);
    periods.push({ start, end: Math.min(next - 1, contractEnd), days: next - start });
  }
}

/** The unit rows of a line, by day: every period split at the days on which something changes. */
export function spansOf(line: LineHistory): Span[] {
  const changes = line.changes.toSorted((a, b) => a.day - b.day);
  const begin = line.firstUnits === null ? changes[0]?.day : line.contractStart;
  if (begin === undefined) return [];
  const cuts = new Set([
    begin,
    ...changes.map((change) => change.day),
    ...line.closedOn.map((day) => day + 1),
  ]);
  const spans: Span[] = [];
  for (const period of periodsOf(line.contractStart, line.contractEnd, line.months)) {
    if (period.end < begin) continue;
    const inside = [...cuts].filter((day) => day > period.start && day <= period.end && day >= begin);
    const starts = [...new Set([Math.max(period.start, begin), ...inside])].sort((a, b) => a - b);
    for (const [at, start] of starts.entries()) {
      const end = (starts[at + 1] ?? period.end + 1) - 1;
      spans.push({
        start,
        end,
        periodStart: period.start,
        periodDays: period.days,
        ...stateOn(line, changes, start),
      });
    }
  }
  return spans;
}

function stateOn(
  line: LineHistory,
  sorted: readonly SpanChange[],
  day: Day,
): Pick<Span, "units" | "price" | "cost"> {
  let { price, cost } = line;
  let units = line.firstUnits ?? 0;
  for (const change of sorted) {
    if (change.day > day) break;
    units += change.unitChange;
    price = change.price ?? price;
    cost = change.cost ?? cost;
  }
  return { units, price, cost };
}
