/**
 * Calendar dates as day numbers (days since 1970-01-01), by the arithmetic of the Gregorian calendar alone: no time zone
 * and no clock can shift a day.
 */
export type Day = number;

export function dayNumber(year: number, month: number, day: number): Day {
  // Counted from 1 March, so that the leap day is the last of its year.
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

export function dateParts(day: Day): { year: number; month: number; day: number } {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch + (monthFromMarch < 10 ? 3 : -9);
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
  };
}

export function daysInMonth(year: number, month: number): number {
  return (
    (month === 12 ? dayNumber(year + 1, 1, 1) : dayNumber(year, month + 1, 1)) - dayNumber(year, month, 1)
  );
}

/** `months` later; a day that the month lacks becomes its last (31 January + 1 = 28 or 29 February). */
export function addMonths(from: Day, months: number): Day {
  const { year, month, day } = dateParts(from);
  const index = year * 12 + (month - 1) + months;
  const [toYear, toMonth] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1];
  return dayNumber(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth)));
}

const two = (value: number): string => String(value).padStart(2, "0");

/** As the API writes a date-only member: `2026-03-17T00:00:00Z`. */
export function midnight(day: Day): string {
  const { year, month, day: ofMonth } = dateParts(day);
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(ofMonth)}T00:00:00Z`;
}

/** The calendar date that a text begins with, whatever time follows; undefined when it is no date. */
export function dayOf(text: string): Day | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:$|[T ])/.exec(text);
  if (!match) return undefined;
  const [year, month, day] = [match[1], match[2], match[3]].map((part) => Number.parseInt(part ?? "", 10));
  if (year === undefined || month === undefined || day === undefined) return undefined;
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return dayNumber(year, month, day);
}

/** For dates that a row holds; throws when the row holds something else. */
export function dayOfRow(text: string): Day {
  const day = dayOf(text);
  if (day === undefined) throw new Error(`'${text}' is not a stored date.`);
  return day;
}
