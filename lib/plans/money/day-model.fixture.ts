import type { Calendar } from "./calendar.fixture";
import type { Course, ModelSettings, Once, Outcome, PriceMove, Wish } from "./outcome.fixture";

/**
 * What a line should be, day by day, written from the words of the specification and without the product's rules:
 * one number and one price for each day of the contract, and what was charged once for a day instead.
 */
export class DayModel {
  units: number[];
  prices: number[];
  /** Units beyond those on the line (credited: below) that were charged once for a day. */
  once: number[];
  /** The price of such a charge where the line began with it. */
  #begun = new Map<number, number>();
  /** First day that may still be written to. */
  open = 0;
  /** First day of a line that was new. */
  #first = 0;
  #orders: { date: number; from: number; units: number }[] = [];
  #prices: { date: number; from: number }[] = [];

  constructor(
    readonly calendar: Calendar,
    units: number,
    price: number,
    readonly digits: number,
    readonly settings: ModelSettings,
  ) {
    this.units = calendar.days.map(() => units);
    this.prices = calendar.days.map(() => price);
    this.once = calendar.days.map(() => 0);
  }

  /** Works an order out without changing anything; undefined where the specification says nothing. */
  outcome(wish: Wish): Outcome | undefined {
    const found = this.#quantity(wish);
    if ((found.main?.from ?? 0) >= this.units.length) return undefined;
    // Days charged once, and now a change of the line on them as well: nobody says how the two go together.
    if (this.once.some((units, day) => units !== 0 && found.units[day] !== this.units[day])) return undefined;
    const price = this.#price(wish, found);
    return price ? { ...found, price, prices: this.pricesFrom(price.from, price.price) } : found;
  }

  /** The order is through, and the line shows these days now. */
  accept(wish: Wish, { date, once, price }: Outcome, shown: Course): void {
    const held = this.#total(Math.max(wish.today, date));
    const isUp = wish.units > held;
    for (const { from, to } of once) {
      for (let day = from; day <= to; day += 1) {
        const missing = wish.units - this.#total(day);
        if (held === 0 && missing > 0 && wish.price !== undefined) this.#begun.set(day, wish.price);
        if (isUp ? missing > 0 : missing < 0) this.once[day] = (this.once[day] ?? 0) + missing;
      }
    }
    const moved = this.units.findIndex(
      (units, day) => shown.units[day] !== units || shown.prices[day] !== this.prices[day],
    );
    if (moved >= 0) this.#orders.push({ date, from: moved, units: wish.units });
    if (price) this.#prices.push({ date, from: shown.priceFrom ?? price.from });
    this.units = shown.units;
    this.prices = shown.prices;
  }

  /** Days before a new line begins would have cost what it begins with. */
  beginAt(first: number): void {
    if (first >= 0) this.#first = first;
    const price = this.prices[first];
    if (price !== undefined) this.prices = this.prices.map((each, day) => (day < first ? price : each));
  }

  /** What the PSA bills in each period: what stands at its start, then each change by its days, each rounded. */
  bills(): number[] {
    return this.calendar.periods.map(({ first, last }) => {
      let before = 0;
      let sum = 0;
      for (let day = first; day <= last; day += 1) {
        const worth = this.#worth(day);
        if (worth !== before) sum += this.minor((worth - before) * (last - day + 1), last - first + 1);
        before = worth;
      }
      return sum;
    });
  }

  /** Hundredths times days over the days of a period, in minor units, half away from zero. */
  minor(value: number, periodDays: number): number {
    const over = BigInt(periodDays) * 100n;
    const scaled = BigInt(Math.abs(value)) * 10n ** BigInt(this.digits);
    const rounded = Number((2n * scaled + over) / (2n * over));
    return value < 0 ? -rounded : rounded;
  }

  /** A price counts until the next one that starts later. */
  pricesFrom(from: number, price: number): number[] {
    const end = Math.min(
      ...this.#prices.map((one) => one.from).filter((day) => day > from),
      this.prices.length,
    );
    return this.prices.map((old, day) => (day >= from && day < end ? price : old));
  }

  #worth = (day: number) => (this.units[day] ?? 0) * (this.prices[day] ?? 0);
  #total = (day: number) => (this.units[day] ?? 0) + (this.once[day] ?? 0);

  #quantity(wish: Wish): Outcome {
    const { calendar, open, settings } = this;
    const { proration } = settings;
    const current = calendar.around(wish.today);
    const isLate = wish.date < current.first && wish.date >= open;
    const date = isLate && settings.lateFromCurrentPeriod ? current.first : wish.date;
    const known = Math.max(wish.today, date);
    const held = this.#total(known);
    const meant = calendar.around(date);
    const isFirst = date === meant.first;
    const closedKind = (kind: string) => (settings.reportsClosed ? "missed_posted_period" : kind);
    const still = { date, once: [], prices: this.prices };

    if (wish.units === held) {
      const from = Math.max(known + 1, open, this.#chargedThrough(known) + 1);
      return { ...still, units: this.#after(from, known, wish.units) };
    }
    const isUp = wish.units > held;
    const amounts = (kind: string, from: number, to: number) =>
      this.#amounts(kind, from, to, known, wish.units, isUp, held === 0 && isUp ? wish.price : undefined);
    const moved = (from: number, lean: "later" | "before", once: readonly Once[] = []) => ({
      ...still,
      once,
      units: this.#after(from, known, wish.units, isUp),
      main: { from, lean },
    });
    if (isUp) {
      const start = proration === "none" ? meant.first : date;
      if (date < open) {
        return moved(open, "later", amounts(closedKind("catch_up"), start, open - 1));
      }
      if (proration !== "vendor" || isFirst) return moved(start, "later");
      const own = wish.proratedMinor;
      const once =
        own === undefined
          ? amounts("vendor_proration", date, meant.last)
          : [{ kind: "vendor_proration", minor: own, from: date, to: meant.last }];
      return moved(meant.last + 1, "before", once);
    }
    if (wish.takesOffer && date >= open && isFirst) return moved(date, "later");
    const from = Math.max(current.last + 1, isFirst ? date : meant.last + 1, open);
    if (!settings.credit || proration === "none") return moved(from, "before");
    const closed = date < open ? amounts(closedKind("credit"), date, open - 1) : [];
    const begin = Math.max(date, open);
    if (proration === "psa") return moved(begin, "later", closed);
    return moved(from, "before", [...closed, ...amounts("credit", begin, from - 1)]);
  }

  /** Last day of those from `day` on that something was charged once for. */
  #chargedThrough(day: number): number {
    let last = (this.once[day] ?? 0) === 0 ? day - 1 : day;
    while (last >= day && (this.once[last + 1] ?? 0) !== 0) last += 1;
    return last;
  }

  /**
   * The wanted total from a day on: days until it is known are only raised (or only lowered), orders dated later keep
   * their own days.
   */
  #after(from: number, known: number, wanted: number, isUp?: boolean): number[] {
    const later = this.#orders.filter((order) => order.date > known);
    return this.units.map((units, day) => {
      if (day < from) return units;
      if (day <= known) return isUp ? Math.max(units, wanted) : Math.min(units, wanted);
      const begun = later.filter((order) => order.from <= day);
      const newest = Math.max(...begun.map((order) => order.date));
      return begun.findLast((order) => order.date === newest)?.units ?? wanted;
    });
  }

  /** Stretches of days on which units and price stand still, period by period, each rounded by itself. */
  #amounts(
    kind: string,
    from: number,
    last: number,
    known: number,
    wanted: number,
    isUp: boolean,
    price?: number,
  ): Once[] {
    // Days of orders that are dated later are theirs.
    const later = this.#orders.filter((order) => order.date > known).map((order) => order.date - 1);
    const to = Math.min(last, ...later);
    if (from > to) return [];
    const stretches = new Map<string, { value: number; of: number }>();
    let stretch = 0;
    for (let day = from; day <= to; day += 1) {
      const period = this.calendar.around(day);
      const difference = wanted - this.#total(day);
      const counted = isUp ? Math.max(difference, 0) : Math.min(difference, 0);
      const agreed = (on: number) => price ?? this.#begun.get(on) ?? this.prices[on] ?? 0;
      const each = agreed(day);
      const changes = this.#total(day) !== this.#total(day - 1) || each !== agreed(day - 1);
      if (changes) stretch += 1;
      const key = `${period.first} ${stretch}`;
      const sum = stretches.get(key)?.value ?? 0;
      stretches.set(key, { value: sum + counted * each, of: period.last - period.first + 1 });
    }
    const minor = [...stretches.values()].reduce((sum, { value, of }) => sum + this.minor(value, of), 0);
    return [{ kind, minor, from, to }];
  }

  #price(wish: Wish, { date, units }: Outcome): PriceMove | undefined {
    const { price } = wish;
    if (price === undefined || wish.units === 0) return undefined;
    const known = Math.max(wish.today, date);
    if (this.#total(known) === 0) {
      const first = units.findIndex((each, day) => each !== this.units[day]);
      return first < 0 ? undefined : { from: first, price, isAfterOwn: false };
    }
    const meant = this.calendar.around(date);
    const next = date === meant.first ? date : meant.last + 1;
    const begin = Math.max(this.settings.priceFromCurrentPeriod ? meant.first : next, this.open, this.#first);
    if (this.#prices.some((one) => one.date > known && one.from <= begin)) return undefined;
    const older = this.#prices.filter((one) => one.date <= known && one.from >= begin).map((one) => one.from);
    const from = Math.max(begin, ...older);
    return this.prices[from] === price ? undefined : { from, price, isAfterOwn: older.length > 0 };
  }
}
