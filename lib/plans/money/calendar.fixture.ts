/**
 * A calendar for the model, written without the product's own: a contract's days as a plain list, counted month by
 * month, and the periods cut from its first day.
 */
export type Calendar = {
  days: readonly string[];
  /** First and last day of each period, as places in `days`. */
  periods: readonly { first: number; last: number }[];
  at(date: string): number | undefined;
  /** The period that a day lies in. */
  around(day: number): { first: number; last: number };
};

const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const lengthOf = (year: number, month: number) =>
  [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
const text = (year: number, month: number, day: number) =>
  `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;

export function calendarOf(anchorDate: string, months: number, count: number): Calendar {
  const [year = 0, month = 0, day = 0] = anchorDate.split("-").map((part) => Number.parseInt(part, 10));
  const starts = Array.from({ length: count + 1 }, (_, index) => {
    const total = month - 1 + index * months;
    const [inYear, inMonth] = [year + Math.floor(total / 12), (total % 12) + 1];
    return text(inYear, inMonth, Math.min(day, lengthOf(inYear, inMonth)));
  });
  const end = starts.at(-1) ?? anchorDate;
  const days = [...daysBefore(end, year, month, day)];
  const places = new Map(days.map((date, index) => [date, index]));
  const firsts = starts.slice(0, -1).map((start) => places.get(start) ?? 0);
  const periods = firsts.map((first, index) => ({ first, last: (firsts[index + 1] ?? days.length) - 1 }));
  const whole = { first: 0, last: days.length - 1 };
  return {
    days,
    periods,
    at: (date) => places.get(date),
    around: (place) => periods.findLast((period) => period.first <= place) ?? whole,
  };
}

function* daysBefore(end: string, ...from: [number, number, number]): Generator<string> {
  let [year, month, day] = from;
  for (let date = text(year, month, day); date < end; date = text(year, month, day)) {
    yield date;
    day += 1;
    if (day > lengthOf(year, month)) [month, day] = [month + 1, 1];
    if (month > 12) [year, month] = [year + 1, 1];
  }
}
