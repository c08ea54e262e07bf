import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDecimals,
  amountMinor,
  compareDecimals,
  decimalFromMinor,
  decimalPlaces,
  formatMinor,
  formatUnitPrice,
  isZero,
  minorDigits,
  minorFromDecimal,
  multiplyDecimals,
  negateDecimal,
  roundDown,
  roundHalfAway,
  roundUp,
  sendableUnitPrice,
  shareOfPeriodMinor,
  subtractDecimals,
} from "./money";

describe("decimal text", () => {
  it("adds, subtracts and multiplies without a trace of floating point", () => {
    expect(addDecimals("0.1", "0.2")).toBe("0.3");
    expect(addDecimals("12", "-12")).toBe("0");
    expect(subtractDecimals("0.3", "0.1")).toBe("0.2");
    expect(multiplyDecimals("30", "0.6", "7")).toBe("126");
    expect(multiplyDecimals("123456789012345678", "0.000001")).toBe("123456789012.345678");
    expect(negateDecimal("0")).toBe("0");
  });

  it("takes 12.0 and 12 for the same number", () => {
    expect(compareDecimals("12.0", "12")).toBe(0);
    expect(decimalPlaces("12.0")).toBe(0);
    expect(decimalPlaces("1.005")).toBe(3);
    expect(isZero("-0.00")).toBe(true);
  });

  it.each([
    ["2.5", 0, "3"],
    ["-2.5", 0, "-3"],
    ["8.875", 2, "8.88"],
    ["9.466666", 2, "9.47"],
    ["-0.005", 2, "-0.01"],
    ["-0.004", 2, "0"],
  ])("rounds %s to %i places half away from zero: %s", (decimal, places, expected) => {
    expect(roundHalfAway(decimal, places)).toBe(expected);
  });

  it("rounds up and down as a mapping asks", () => {
    expect(roundUp("1043.081284", 0)).toBe("1044");
    expect(roundDown("1043.081284", 2)).toBe("1043.08");
  });
});

describe("amounts", () => {
  it.each([
    ["+2 at 20.00 from 17 March, period 1-31 March", "2", "20.00", 15, 31, "GBP", "19.35 GBP"],
    ["+5 at 4.00 from 25 February, period 15 Feb-14 Mar 2026", "5", "4.00", 18, 28, "GBP", "12.86 GBP"],
    ["quarterly 90 days, +3 at 30.00 from 10 February", "3", "30.00", 50, 90, "GBP", "50.00 GBP"],
    ["yearly 365 days, +1 at 120.00 from 1 March", "1", "120.00", 122, 365, "GBP", "40.11 GBP"],
    ["JPY, +2 at 1,980 from 17 March", "2", "1980", 15, 31, "JPY", "1,916 JPY"],
    ["credit on 12 > 9 at 20.00 on 20 March", "-3", "20.00", 12, 31, "GBP", "-23.23 GBP"],
    ["three digits", "1", "10", 1, 3, "KWD", "3.333 KWD"],
  ])("%s", (_case, quantity, unitPrice, coveredDays, periodDays, currency, expected) => {
    const minor = amountMinor({ quantity, unitPrice, coveredDays, periodDays, currency });
    expect(formatMinor(minor, currency)).toBe(expected);
  });

  it("rounds half a minor unit away from zero, on both sides", () => {
    const half = { unitPrice: "0.01", coveredDays: 1, periodDays: 2, currency: "GBP" };
    expect(amountMinor({ ...half, quantity: "1" })).toBe(1n);
    expect(amountMinor({ ...half, quantity: "-1" })).toBe(-1n);
  });

  it("adds up a period whose quantity moved inside it before it rounds", () => {
    expect(shareOfPeriodMinor("0.5", 3, "GBP")).toBe(17n);
    expect(shareOfPeriodMinor(addDecimals("0.25", "0.25"), 3, "GBP")).toBe(17n);
  });

  it("refuses days that the period does not have", () => {
    const line = { quantity: "1", unitPrice: "1", currency: "GBP" };
    expect(() => amountMinor({ ...line, coveredDays: 32, periodDays: 31 })).toThrow(RangeError);
    expect(() => amountMinor({ ...line, coveredDays: 0, periodDays: 0 })).toThrow(RangeError);
  });

  it("stays within half a minor unit of the true share, whatever the figures (seeded)", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -1_000_000_000_000n, max: 1_000_000_000_000n }),
        fc.integer({ min: 1, max: 366 }),
        fc.integer({ min: 1, max: 366 }),
        (price, covered, period) => {
          const coveredDays = Math.min(covered, period);
          const unitPrice = decimalFromMinor(price, "CLF");
          const minor = amountMinor({
            quantity: "1",
            unitPrice,
            coveredDays,
            periodDays: period,
            currency: "GBP",
          });
          const error = 2n * (minor * 100n * BigInt(period) - price * BigInt(coveredDays));
          const halfUnit = 100n * BigInt(period);
          expect(error <= halfUnit && error >= -halfUnit).toBe(true);
        },
      ),
      { seed: 20260317, numRuns: 500 },
    );
  });
});

describe("currencies", () => {
  it("keeps the minor digits of ISO 4217, which no runtime can move", () => {
    const digits = ["JPY", "GBP", "HUF", "KWD", "IQD", "CLF"].map((code) => [code, minorDigits(code)]);
    expect(digits).toEqual([
      ["JPY", 0],
      ["GBP", 2],
      ["HUF", 2],
      ["KWD", 3],
      ["IQD", 3],
      ["CLF", 4],
    ]);
    expect(() => minorDigits("pounds")).toThrow(RangeError);
  });

  it("turns decimals into minor units and back", () => {
    expect(minorFromDecimal("8.875", "GBP")).toBe(888n);
    expect(minorFromDecimal("-0.005", "GBP")).toBe(-1n);
    expect(decimalFromMinor(-5n, "GBP")).toBe("-0.05");
    expect(decimalFromMinor(1916n, "JPY")).toBe("1916");
  });

  it("writes amounts with thousands and prices with at least the currency's digits", () => {
    expect(formatMinor(123456789n, "GBP")).toBe("1,234,567.89 GBP");
    expect(formatMinor(-5n, "GBP")).toBe("-0.05 GBP");
    expect(formatUnitPrice("20", "GBP")).toBe("20.00");
    expect(formatUnitPrice("1980", "JPY")).toBe("1,980");
    expect(formatUnitPrice("9.4667", "GBP")).toBe("9.4667");
  });

  it("sends prices with four places and says when more were given", () => {
    expect(sendableUnitPrice("9.46665")).toEqual({ unitPrice: "9.4667", wasRounded: true });
    expect(sendableUnitPrice("9.400000")).toEqual({ unitPrice: "9.4", wasRounded: false });
  });
});
