import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { learnNumberMarks, numberMarksOf, written } from "./number-marks";

const locales = [
  "en-GB",
  "en-US",
  "en-IN",
  "de-DE",
  "de-CH",
  "fr-FR",
  "es-ES",
  "pl-PL",
  "sv-SE",
  "nl-NL",
  "ar-EG",
  "hi-IN",
];

describe("how a locale writes numbers", () => {
  it.each(locales)("is in %s what Intl writes, for every decimal", (locale) => {
    const format = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 16n), max: 10n ** 16n }),
        fc.integer({ min: 0, max: 99 }),
        (whole, cents) => {
          const decimal = `${whole}.${String(cents).padStart(2, "0")}` as Intl.StringNumericLiteral;
          expect(written(decimal, numberMarksOf(locale))).toBe(format.format(decimal));
        },
      ),
    );
  });

  it("is what the server said it is, where it said so", () => {
    learnNumberMarks("xx-learnt", { ...numberMarksOf("en-GB"), group: "'" });
    expect(written("1234567", numberMarksOf("xx-learnt"))).toBe("1'234'567");
  });
});
