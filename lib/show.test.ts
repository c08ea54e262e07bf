import { describe, expect, test } from "vitest";
import {
  showCount,
  showDay,
  showExactTime,
  showMoney,
  showQuantity,
  showRelative,
  showSpan,
  showTime,
  showUnitPrice,
} from "./show";

const london = { locale: "en-GB", zone: "Europe/London" };
const at = (text: string): number => Date.parse(text);

describe("amounts as a reader sees them", () => {
  test.each([
    ["1935", "GBP", false, "19.35 GBP"],
    ["1935", "GBP", true, "+19.35 GBP"],
    ["-2323", "GBP", true, "-23.23 GBP"],
    ["0", "GBP", true, "0.00 GBP"],
    ["1916", "JPY", false, "1,916 JPY"],
    ["9007199254740993", "GBP", false, "90,071,992,547,409.93 GBP"],
  ])("%s minor units of %s are %s", (minor, currency, isSigned, shown) => {
    expect(showMoney(minor, currency, "en-GB", isSigned)).toBe(shown);
  });

  test("follow the reader's own way to write numbers", () => {
    expect(showMoney("123456", "EUR", "de-DE")).toBe("1.234,56 EUR");
    expect(showQuantity("1043.081284", "en-GB")).toBe("1,043.081284");
  });

  test("prices of one unit keep the decimals they have", () => {
    expect(showUnitPrice("9.4", "GBP", "en-GB")).toBe("9.40");
    expect(showUnitPrice("9.4667", "GBP", "en-GB")).toBe("9.4667");
  });

  test("counts are exact up to ten thousand", () => {
    expect(showCount(10_000, "en-GB")).toBe("10,000");
    expect(showCount(10_001, "en-GB")).toBe("10,000+");
  });
});

describe("dates and times as a reader sees them", () => {
  test("a date is no instant: it does not move with the zone", () => {
    expect(showDay("2026-03-17", "en-GB", "2026-03-01")).toBe("17 March");
    expect(showDay("2027-01-01", "en-GB", "2026-03-01")).toBe("1 January 2027");
  });

  test("a time is the clock's in the reader's zone, with the day when it is not today's", () => {
    expect(showTime("2026-07-01T08:41:00Z", london, at("2026-07-01T20:00:00Z"))).toBe("09:41");
    expect(showTime("2026-06-30T23:30:00Z", london, at("2026-07-01T20:00:00Z"))).toBe("00:30");
    expect(showTime("2026-06-29T08:41:00Z", london, at("2026-07-01T20:00:00Z"))).toBe("29 June, 09:41");
    expect(showExactTime("2026-03-17T09:41:05Z", london)).toBe("17 March 2026, 09:41:05 (Europe/London)");
  });

  test.each([
    ["2026-03-17T09:00:00Z", "just now"],
    ["2026-03-17T08:56:00Z", "4 min ago"],
    ["2026-03-17T06:00:00Z", "3 h ago"],
    ["2026-03-17T09:20:00Z", "in 20 min"],
    ["2026-03-15T09:00:00Z", "15 March, 09:00"],
  ])("%s, seen at 9:00 on the 17th, is %s", (then, shown) => {
    expect(showRelative(then, london, at("2026-03-17T09:00:00Z"))).toBe(shown);
  });

  test("spans are told in the unit a person would use", () => {
    expect([40_000, 120_000, 7_200_000, 5 * 86_400_000].map(showSpan)).toEqual([
      "40 s",
      "2 min",
      "2 h",
      "5 d",
    ]);
  });
});
