import fc from "fast-check";
import { expect } from "vitest";
import { toInstant } from "@/lib/clock";
import { addDays, daysInclusive } from "@/lib/dates";
import type { LinePeriod } from "@/lib/psa/records";
import type { LinePlan, PlanStep } from "./plan";
import { planLine } from "./plan-line";
import type { LineSettings, OwnChange } from "./plan-line-input";
import { lineState, manyChangesADay, planLineInput } from "./plan-line-input.fixture";

const firstDay = "2026-01-01";
export const days = Array.from({ length: 365 }, (_, index) => addDays(firstDay, index));
export const indexOf = (date: string) => daysInclusive(firstDay, date) - 1;
const monthOf = (date: string) => date.slice(0, 7);

/**
 * A PSA as a list of days, written without the rules: one number for each day of 2026, calendar months, a change moves
 * every day from its date on. It refuses what the real one refuses. Orders are planned and sent to it one by one.
 */
export class DayPsa {
  units: number[];
  prices: number[];
  postedThrough = "";
  readonly changed = new Set<string>();
  readonly own: OwnChange[] = [];

  constructor(
    start: number,
    readonly oneChangePerDay: boolean,
  ) {
    this.units = days.map(() => start);
    this.prices = days.map(() => 2000);
  }

  rows(): LinePeriod[] {
    const rows: LinePeriod[] = [];
    for (const [index, date] of days.entries()) {
      const isNew =
        date.endsWith("-01") || this.changed.has(date) || this.units[index] !== this.units[index - 1];
      const last = rows.at(-1);
      if (isNew || last === undefined) {
        rows.push({
          startDate: date,
          endDate: date,
          quantity: String(this.units[index]),
          ...(date <= this.postedThrough && { postedAt: toInstant("2026-01-01T00:00:00Z") }),
        });
      } else last.endDate = date;
    }
    return rows;
  }

  send(step: PlanStep, order: Order): void {
    const at = indexOf(step.effectiveDate);
    const difference = Number.parseInt(step.quantity, 10) - Number.parseInt(step.quantityBefore, 10);
    expect(step.effectiveDate > this.postedThrough, `${step.effectiveDate} is posted`).toBe(true);
    expect(this.oneChangePerDay && this.changed.has(step.effectiveDate), "second change of a day").toBe(
      false,
    );
    expect(step.quantityBefore).toBe(String(this.units[at]));
    this.units = this.units.map((units, index) => (index < at ? units : units + difference));
    expect(Math.min(...this.units)).toBeGreaterThanOrEqual(0);
    const { unitPrice, unitPriceBefore } = step;
    if (unitPrice !== undefined) {
      this.prices = this.prices.map((price, index) => (index < at ? price : toPence(unitPrice)));
    }
    this.changed.add(step.effectiveDate);
    this.own.push({
      effectiveDate: step.effectiveDate,
      wantedFromDate: order.effectiveDate,
      wantedQuantity: String(order.quantity),
      quantityBefore: step.quantityBefore,
      quantity: step.quantity,
      unitPrice,
      unitPriceBefore,
    });
  }
}

const toPence = (price: string) => Math.round(Number.parseFloat(price) * 100);

export type Order = { today: string; effectiveDate: string; quantity: number; price?: string };

/** Half a penny away from zero, in whole numbers. */
function roundedShare(value: number, periodDays: number): number {
  const size = Math.floor((2 * Math.abs(value) + periodDays) / (2 * periodDays));
  return value < 0 ? -size : size;
}

const daysInMonth = (date: string) => days.filter((day) => monthOf(day) === monthOf(date)).length;

/** What a change is worth up to a day, added up day by day and rounded month by month. */
export function worth(before: DayPsa, after: DayPsa, throughDate: string): number {
  const byMonth = new Map<string, { value: number; days: number }>();
  for (const [index, date] of days.entries()) {
    if (date > throughDate) break;
    const value =
      (after.units[index] ?? 0) * (after.prices[index] ?? 0) -
      (before.units[index] ?? 0) * (before.prices[index] ?? 0);
    const month = byMonth.get(monthOf(date)) ?? { value: 0, days: daysInMonth(date) };
    byMonth.set(monthOf(date), { ...month, value: month.value + value });
  }
  return [...byMonth.values()].reduce((sum, month) => sum + roundedShare(month.value, month.days), 0);
}

export function copyOf(psa: DayPsa): DayPsa {
  const copy = new DayPsa(0, psa.oneChangePerDay);
  copy.units = [...psa.units];
  copy.prices = [...psa.prices];
  return copy;
}

export function planOrder(psa: DayPsa, order: Order, settings: Partial<LineSettings> = {}): LinePlan {
  return planLine(
    planLineInput({
      state: lineState({
        periods: psa.rows(),
        unitPrice: String((psa.prices[indexOf(order.today)] ?? 0) / 100),
      }),
      today: order.today,
      ownChanges: psa.own,
      change: {
        type: "change",
        quantity: String(order.quantity),
        effectiveDate: order.effectiveDate,
        ...(order.price !== undefined && { unitPrice: order.price }),
      },
      settings: { ...(order.price !== undefined && { priceSource: "vendor" }), ...settings },
      ...(psa.oneChangePerDay ? {} : { capabilities: manyChangesADay }),
    }),
  );
}

export function apply(psa: DayPsa, order: Order, settings: Partial<LineSettings> = {}): LinePlan {
  const plan = planOrder(psa, order, settings);
  for (const step of plan.steps) psa.send(step, order);
  return plan;
}

export const onItsDay = (date: string, quantity: number, price?: string): Order => ({
  today: date,
  effectiveDate: date,
  quantity,
  ...(price !== undefined && { price }),
});

/** Orders in the order they become known, each dated not before the one ahead of it, some late, some for later. */
export const histories = fc
  .array(
    fc.record({
      wait: fc.integer({ min: 0, max: 25 }),
      ahead: fc.integer({ min: -20, max: 40 }),
      quantity: fc.integer({ min: 0, max: 25 }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((moves) => {
    let today = "2026-02-10";
    let dated = "2026-01-20";
    return moves.map(({ wait, ahead, quantity }): Order => {
      today = addDays(today, wait);
      const date = addDays(today, ahead);
      dated = date > dated ? date : dated;
      return { today, effectiveDate: dated, quantity };
    });
  });

export const choices = fc.constantFrom<LineSettings["proration"]>("psa", "vendor", "none");
