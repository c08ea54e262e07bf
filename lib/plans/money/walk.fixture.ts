import { readWindow } from "@/lib/billing/read-window";
import { toInstant } from "@/lib/clock";
import { businessDate, laterDate } from "@/lib/dates";
import type { LinePlan } from "../plan";
import type { OwnChange } from "../plan-line-input";
import type { Calendar } from "./calendar.fixture";
import { DayModel } from "./day-model.fixture";
import { type DayOrder, dayOrders } from "./day-orders.fixture";
import type { Event, History } from "./history.fixture";
import { calendarFor, type MoneyPsa, type Row } from "./money-psa.fixture";
import { placedOneADay } from "./one-a-day.fixture";
import type { Course, Outcome, Wish } from "./outcome.fixture";
import { ownChangeOf, planOf } from "./plan-of.fixture";
import { amountsOf, hundredths, localDate, priced, runs, same } from "./say.fixture";

/** What a walk tried: changes compared with the model, and those that the specification is silent about. */
export type Walked = { orders: number; silent: number; postings: number };

/**
 * Lives a history through: every order is planned and sent, the line's days are compared with the model's after each,
 * the amounts charged once with it, and in the end every period is posted and compared to the minor unit.
 */
export async function walk(history: History, psa: MoneyPsa): Promise<Walked> {
  return new Walk(history, psa).run();
}

class Walk {
  readonly #calendar: Calendar;
  readonly #model: DayModel;
  readonly #own: OwnChange[] = [];
  readonly #digits: number;
  #closedThrough = "";
  #signedOff = "";
  #now: number;
  #lastPrice: string | undefined;
  #hasLine: boolean;
  readonly #told: Walked = { orders: 0, silent: 0, postings: 0 };

  constructor(
    readonly history: History,
    readonly psa: MoneyPsa,
  ) {
    this.#calendar = calendarFor(history);
    this.#digits = history.currency === "JPY" ? 0 : 2;
    this.#model = new DayModel(this.#calendar, history.startUnits ?? 0, 2000, this.#digits, {
      proration: history.proration,
      credit: history.credit,
      reportsClosed: history.catchUp === "skip_and_report",
      lateFromCurrentPeriod: history.lateOrders === "start_of_current_period",
      priceFromCurrentPeriod: history.priceChangesStart === "current_period",
    });
    this.#hasLine = history.startUnits !== undefined;
    this.#now = toInstant(`${history.anchorDate}T00:00:00Z`).getTime() + history.startMinute * 60_000;
  }

  async run(): Promise<Walked> {
    for (const event of this.history.events) {
      this.#now += event.wait * 60_000;
      if (event.kind === "orders") {
        if (!(await this.#order(event))) break;
      } else await this.#close(event);
    }
    await this.#settle();
    return this.#told;
  }

  /** Today on the calendar of the zone, by the platform's own. */
  get #today(): string {
    return localDate(this.#now, this.history.zone);
  }

  async #close(event: Extract<Event, { kind: "post" | "sign_off" }>): Promise<void> {
    const today = this.#calendar.at(this.#today);
    if (today === undefined) return;
    const { periods, days } = this.#calendar;
    const index = periods.indexOf(this.#calendar.around(today)) + event.period;
    const period = periods[index];
    if (!period) return;
    const last = days[period.last] ?? "";
    if (event.kind === "sign_off") this.#signedOff = laterDate(last, this.#signedOff);
    else {
      for (const each of event.alone ? [period] : periods.slice(0, index + 1)) {
        if (await this.#hasUnits(each)) await this.psa.post(days[each.first] ?? "");
      }
      if (await this.#hasUnits(period)) this.#closedThrough = laterDate(last, this.#closedThrough);
      this.#told.postings += 1;
    }
    const closed = laterDate(this.#closedThrough, this.#signedOff);
    this.#model.open = closed === "" ? 0 : (this.#calendar.at(closed) ?? -1) + 1;
  }

  /** Only rows can be posted: a line that does not exist yet, or begins later, has none. */
  async #hasUnits(period: { first: number; last: number }): Promise<boolean> {
    const [first = "", last = ""] = [this.#calendar.days[period.first], this.#calendar.days[period.last]];
    return (await this.psa.rows()).some((row) => row.startDate <= last && row.endDate >= first);
  }

  /** False ends the history: what comes next would follow from something the specification is silent about. */
  async #order(event: Extract<Event, { kind: "orders" }>): Promise<boolean> {
    const orders = dayOrders(event.lines, this.#calendar, this.history.zone, this.#now);
    this.#now += Math.max(...event.lines.map((line) => line.later)) * 60_000;
    for (const order of orders) if (!(await this.#change(order, event.takesOffer))) return false;
    return true;
  }

  async #change(order: DayOrder, takesOffer: boolean): Promise<boolean> {
    const { history } = this;
    const today = this.#today;
    same("today", businessDate(toInstant(this.#now), history.zone), today);
    const place = Math.max(this.#calendar.at(today) ?? (today < history.anchorDate ? 0 : Number.NaN), 0);
    const date = Math.max(
      this.#calendar.at(order.date) ?? (order.date < history.anchorDate ? 0 : Number.NaN),
      0,
    );
    if (!Number.isFinite(place + date)) return false;
    const wish: Wish = {
      today: place,
      date,
      units: order.units,
      takesOffer,
      ...(order.price !== undefined && { price: hundredths(order.price) }),
      ...(order.prorated !== undefined && {
        proratedMinor: this.#model.minor(hundredths(order.prorated), 1),
      }),
    };
    if (!this.#hasLine && order.units === 0) return true;
    const outcome = this.#model.outcome(wish);
    if (!outcome || this.#model.open >= this.#calendar.days.length) return this.#silence();
    // Units on days before the line began: nobody says at which price.
    const [first] = await this.psa.rows();
    const begins = first ? (this.#calendar.at(first.startDate) ?? 0) : 0;
    if (outcome.units.findIndex((units) => units > 0) < begins) return this.#silence();
    const isOneADay = this.history.changesPerDay === "one";
    const expected = isOneADay ? placedOneADay(this.#model, outcome, place, await this.#taken()) : outcome;
    const plan = await this.#plan(order, takesOffer, today);
    same("refusals", plan.refusals, []);
    same("effective date of the plan", plan.effectiveDate, this.#calendar.days[outcome.date]);
    await this.#send(plan);
    this.#told.orders += 1;
    return this.#compare(order, wish, outcome, expected, plan);
  }

  #silence(): boolean {
    this.#told.silent += 1;
    return false;
  }

  async #plan(order: DayOrder, takesOffer: boolean, today: string): Promise<LinePlan> {
    const { anchorDate, cycle } = this.history;
    const window = readWindow({
      today,
      effectiveDate: order.date,
      cycle,
      contract: { startDate: anchorDate },
    });
    return planOf(this.history, order, {
      state: await this.psa.read(window, this.#now),
      readFromDate: window.fromDate,
      today,
      takesOffer,
      signedOff: this.#signedOff,
      ownChanges: this.#own,
      lastPrice: this.#lastPrice,
    });
  }

  async #send(plan: LinePlan): Promise<void> {
    for (const step of plan.steps) {
      const window = { fromDate: step.effectiveDate, toDate: step.effectiveDate };
      await this.psa.send(step, await this.psa.read(window, this.#now));
      this.#own.push(ownChangeOf(plan, step));
      this.#lastPrice = step.unitPrice ?? this.#lastPrice;
    }
  }

  async #compare(
    order: DayOrder,
    wish: Wish,
    outcome: Outcome,
    expected: Course | undefined,
    plan: LinePlan,
  ): Promise<boolean> {
    const model = this.#model;
    const shown = this.#courseOf(await this.psa.rows());
    if (expected) {
      same("units", runs(shown.units), runs(expected.units), plan);
      same("prices", runs(priced(shown)), runs(priced(expected)), plan);
    } else {
      same("units in the end", shown.units.at(-1), outcome.units.at(-1), plan);
      same("fewest units", Math.min(0, ...shown.units), 0, plan);
      same(
        "closed days",
        runs(shown.units.slice(0, model.open)),
        runs(model.units.slice(0, model.open)),
        plan,
      );
    }
    const fees = order.fees.reduce((sum, fee) => sum + model.minor(hundredths(fee.unitPrice), 1), 0);
    same("fees", amountsOf(plan.remainders.filter(({ kind }) => kind === "fee")), fees ? `fee ${fees}` : "");
    const remainders = plan.remainders.filter(({ kind }) => kind !== "fee");
    same("amounts charged once", amountsOf(remainders), amountsOf(outcome.once), plan);
    model.accept(wish, outcome, {
      ...expected,
      units: shown.units,
      prices: expected?.prices ?? shown.prices,
    });
    if (!this.#hasLine) model.beginAt(shown.units.findIndex((units) => units > 0));
    this.#hasLine ||= plan.steps.length > 0;
    // An amount without a write leaves no trace that a later plan could see.
    const isTraceless = outcome.once.length > 0 && plan.steps.length === 0;
    // A day that was charged once, and that the change had to take because the right one was taken.
    const isOnce = (day: number) =>
      model.once[day] !== 0 || outcome.once.some(({ from, to }) => from <= day && day <= to);
    const isMixed = shown.units.some((units, day) => units !== outcome.units[day] && isOnce(day));
    return (expected !== undefined && !isTraceless && !isMixed) || this.#silence();
  }

  /** Days that have a change already; the first one counts as taken where a line may have begun on it. */
  async #taken(): Promise<ReadonlySet<number>> {
    const changed = (await this.psa.changed()).map((date) => this.#calendar.at(date) ?? -1);
    return new Set([...changed, ...((this.history.startUnits ?? 0) > 0 ? [0] : [])]);
  }

  #courseOf(rows: readonly Row[]): Course {
    const { days } = this.#calendar;
    const units = days.map(() => 0);
    const prices = [...this.#model.prices];
    for (const row of rows) {
      const last = this.#calendar.at(row.endDate) ?? -1;
      for (let day = this.#calendar.at(row.startDate) ?? 0; day <= last; day += 1) {
        units[day] = row.units;
        prices[day] = Math.round(row.unitPrice * 100);
      }
    }
    return { units, prices };
  }

  /** Every period is posted, and what the PSA billed is compared with the model. */
  async #settle(): Promise<void> {
    const { periods, days } = this.#calendar;
    for (const { first } of periods) await this.psa.post(days[first] ?? "");
    const billed = await this.psa.billed();
    const expected = this.#model.bills();
    const digits = 10 ** this.#digits;
    const found = periods.map(({ first }) =>
      (billed.get(days[first] ?? "") ?? []).reduce((sum, amount) => sum + Math.round(amount * digits), 0),
    );
    same("billed", found, expected);
  }
}
