import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { toInstant } from "./clock";
import {
  addDays,
  addMonths,
  businessDate,
  compareDates,
  daysInclusive,
  isCalendarDate,
  minusOneMonth,
  monthsBetween,
  sayDate,
  sayDates,
  sayTime,
} from "./dates";

describe("calendar dates", () => {
  it("counts both ends of a span, over summer time and leap days alike", () => {
    expect(daysInclusive("2026-03-17", "2026-03-31")).toBe(15);
    expect(daysInclusive("2026-02-15", "2026-03-14")).toBe(28);
    expect(daysInclusive("2025-07-01", "2026-06-30")).toBe(365);
    expect(daysInclusive("2028-02-01", "2028-02-29")).toBe(29);
    expect(daysInclusive("2026-03-31", "2026-03-31")).toBe(1);
  });

  it("clamps to the last day of a shorter month", () => {
    expect(minusOneMonth("2026-03-31")).toBe("2026-02-28");
    expect(minusOneMonth("2028-03-31")).toBe("2028-02-29");
    expect(minusOneMonth("2026-03-17")).toBe("2026-02-17");
    expect(addMonths("2024-02-29", 12)).toBe("2025-02-28");
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
    expect(monthsBetween("2025-11-30", "2026-02-01")).toBe(3);
  });

  it("counts as Temporal does, in 3,000 random dates (seeded)", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -400_000, max: 400_000 }),
        fc.integer({ min: -5000, max: 5000 }),
        (start, count) => {
          const from = Temporal.PlainDate.from("2000-01-01").add({ days: start });
          const later = from.add({ days: count });
          expect(addDays(from.toString(), count)).toBe(later.toString());
          expect(daysInclusive(from.toString(), later.toString())).toBe(count + 1);
          expect(addMonths(from.toString(), count)).toBe(from.add({ months: count }).toString());
        },
      ),
      { seed: 20280229, numRuns: 3000 },
    );
    expect(() => addDays("17 March", 1)).toThrow(RangeError);
  });

  it("knows a day that exists from one that does not", () => {
    expect(["2026-02-28", "2028-02-29"].every(isCalendarDate)).toBe(true);
    expect(["2026-02-29", "2026-13-01", "2026-3-1", "2026-03-17T00:00:00Z", ""].some(isCalendarDate)).toBe(
      false,
    );
  });

  it("orders dates as text", () => {
    expect([compareDates("2026-03-01", "2026-03-02"), compareDates("2026-03-02", "2026-03-02")]).toEqual([
      -1, 0,
    ]);
  });
});

describe("the business date of an instant", () => {
  it.each([
    ["Europe/London", "2026-03-31"],
    ["America/New_York", "2026-03-31"],
    ["Europe/Berlin", "2026-04-01"],
  ])("is the local one in %s: 2026-03-31T22:30Z is %s", (zone, date) => {
    expect(businessDate(toInstant("2026-03-31T22:30:00Z"), zone)).toBe(date);
  });

  it("agrees with the platform's own calendar in 2,000 random instants (seeded)", () => {
    const zones = ["Europe/London", "America/Denver", "Asia/Kolkata", "Pacific/Apia", "America/Sao_Paulo"];
    const calendars = new Map(
      zones.map((zone) => [zone, new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" })]),
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 946684800, max: 2208988800 }),
        fc.constantFrom(...zones),
        (seconds, zone) => {
          const instant = toInstant(seconds * 1000);
          expect(businessDate(instant, zone)).toBe(calendars.get(zone)?.format(instant));
        },
      ),
      { seed: 20260317, numRuns: 2000 },
    );
  });
});

describe("dates in sentences", () => {
  it("names the year only when it is another one", () => {
    expect(sayDate("2026-03-17", "2026-12-31")).toBe("17 March");
    expect(sayDate("2027-01-01", "2026-12-31")).toBe("1 January 2027");
  });

  it("shortens a span inside one month", () => {
    expect(sayDates("2026-03-17", "2026-03-31", "2026-03-17")).toBe("17-31 March");
    expect(sayDates("2026-02-25", "2026-03-14", "2026-03-01")).toBe("25 February-14 March");
    expect(sayDates("2026-03-31", "2026-03-31", "2026-03-17")).toBe("31 March");
  });

  it("tells the time in the zone asked for, with the day when it is another", () => {
    const instant = toInstant("2026-03-31T22:30:00Z");
    expect(sayTime(instant, "Europe/London", "2026-03-31")).toBe("23:30");
    expect(sayTime(instant, "Europe/Berlin", "2026-04-02")).toBe("1 April 00:30");
  });
});
