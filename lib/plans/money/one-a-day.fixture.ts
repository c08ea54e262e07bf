import type { DayModel } from "./day-model.fixture";
import type { Course, Outcome } from "./outcome.fixture";

/**
 * Where the changes of an order go when the PSA takes one a day, by the words of the specification: a day that is taken
 * is avoided, for an up by the next free one, for a change at the start of a coming period by the last free one before.
 * Undefined where a change would have to pass its neighbour or leave less than nothing: the specification is silent.
 */
export function placedOneADay(
  model: DayModel,
  outcome: Outcome,
  today: number,
  used: ReadonlySet<number>,
): Course | undefined {
  const taken = new Set(used);
  const jump = (units: readonly number[], day: number) => (units[day] ?? 0) - (units[day - 1] ?? 0);
  const corrections = outcome.units
    .map((_, day) => ({ day, difference: jump(outcome.units, day) - jump(model.units, day) }))
    .filter(({ difference }) => difference !== 0);
  let units = model.units;
  const placed: { wanted: number; day: number }[] = [];
  for (const [index, { day, difference }] of corrections.entries()) {
    const { main } = outcome;
    const isComing = day > today && model.calendar.around(day).first === day;
    const lean = main?.from === day ? main.lean : isComing ? "before" : "later";
    const found = freeDay(model, taken, day, lean, difference, corrections[index + 1]?.day);
    if (found === undefined || found <= (placed.at(-1)?.wanted ?? -1)) return undefined;
    taken.add(found);
    placed.push({ wanted: day, day: found });
    units = units.map((each, at) => (at >= found ? each + difference : each));
  }
  if (units.some((each) => each < 0)) return undefined;
  const { price } = outcome;
  if (!price) return { units, prices: model.prices };
  const along = placed.find(
    ({ wanted, day }) => day === price.from || (wanted === price.from && !price.isAfterOwn),
  );
  const lean = price.isAfterOwn || price.from <= today ? "later" : "before";
  const from = along?.day ?? freeDay(model, taken, price.from, lean);
  if (from === undefined) return undefined;
  taken.add(from);
  return { units, prices: model.pricesFrom(from, price.price), priceFrom: from };
}

function freeDay(
  { calendar, open, units }: DayModel,
  taken: ReadonlySet<number>,
  wanted: number,
  lean: "later" | "before",
  difference?: number,
  before = units.length,
): number | undefined {
  if (!taken.has(wanted)) return wanted;
  if (lean === "before" && wanted > 0) {
    const { first } = calendar.around(wanted - 1);
    // Not onto a day on which the line holds nothing: it would begin there, at a price that nobody named.
    const isLine = (day: number) => difference === undefined || units[day] !== 0;
    for (let day = wanted - 1; day >= Math.max(first, open); day -= 1) {
      if (isLine(day) && !taken.has(day)) return day;
    }
  }
  for (let day = wanted + 1; day < before; day += 1) if (!taken.has(day)) return day;
  return undefined;
}
