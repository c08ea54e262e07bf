import { z } from "zod";
import { toInstant } from "@/lib/clock";
import { isCalendarDate } from "@/lib/dates";
import { canonicalDecimal } from "@/lib/decimal-text";

/**
 * The leaves of the ingest API's schemas. Their error texts are the item codes of the API, where it helps with what
 * the value must be; `item-error.ts` makes the sentence. Numbers travel as text, so that no parser on the way rounds
 * them.
 */

const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency"));

/** An error text: the code `unknown_value` with what the value must be. */
const mustBe = (what: string): string => `unknown_value: must be ${what}`;

/** Control characters have no place in a name; a lone surrogate would be changed silently on its way to the database. */
const isClean = (value: string): boolean => !/[\p{Cc}\p{Cs}]/u.test(value);
const isCleanText = (value: string): boolean => !/(?![\n\r\t])[\p{Cc}\p{Cs}]/u.test(value);

const line = (max: number) =>
  z
    .string({ error: mustBe("text") })
    .trim()
    .normalize("NFC")
    .min(1, { error: "required" })
    .max(max, { error: "too_long" })
    .refine(isClean, { error: mustBe("text without control characters") });

/** A vendor's own id: trimmed, in Unicode normal form C, compared exactly. */
export const foreignId = line(100);

export const name = (max: number) => line(max);

/** Longer text; line breaks are kept. */
export const longText = (max: number) =>
  z
    .string({ error: mustBe("text") })
    .normalize("NFC")
    .max(max, { error: "too_long" })
    .refine(isCleanText, {
      error: mustBe("text without control characters other than line breaks and tabs"),
    });

const decimal = (pattern: RegExp, example: string) =>
  z
    .string({ error: "not_a_decimal" })
    .regex(pattern, { error: "not_a_decimal", abort: true })
    .overwrite(canonicalDecimal)
    .meta({ examples: [example] });

/** Not below 0, up to 6 places. */
export const quantity = decimal(/^\d{1,14}(\.\d{1,6})?$/, "12.5");
export const unitPrice = decimal(/^\d{1,14}(\.\d{1,6})?$/, "20.00");
/** A fee may be a credit. */
export const feePrice = decimal(/^-?\d{1,14}(\.\d{1,6})?$/, "5.00");

/** From 1900: earlier ones are mistakes of the sender, and not every year before is one for the database. */
export const date = z
  .string({ error: "not_a_date" })
  .regex(/^(19|[2-9]\d)\d{2}-\d{2}-\d{2}$/, { error: "not_a_date", abort: true })
  .refine(isCalendarDate, { error: "not_a_date" })
  .meta({ format: "date", examples: ["2026-03-17"] });

/** With an offset or Z, in the years that a date may have; kept in UTC to the millisecond. */
export const instant = z.iso
  .datetime({ offset: true, error: "not_a_date", abort: true })
  .overwrite((value) => toInstant(value).toISOString())
  .refine((value) => /^(19|[2-9]\d)\d{2}-/.test(value), { error: "not_a_date" })
  .meta({ examples: ["2026-03-17T08:12:00Z"] });

const mustBeCurrency = mustBe("a currency code of ISO 4217 in capitals, such as GBP");
export const currency = z
  .string({ error: mustBeCurrency })
  .regex(/^[A-Z]{3}$/, { error: mustBeCurrency, abort: true })
  .refine((code) => currencies.has(code), { error: mustBeCurrency })
  .meta({ description: "ISO 4217", examples: ["GBP"] });

const mustBeCountry = mustBe("a country code of ISO 3166-1 in two capitals, such as GB");
export const country = z
  .string({ error: mustBeCountry })
  .regex(/^[A-Z]{2}$/, { error: mustBeCountry })
  .meta({ description: "ISO 3166-1 alpha-2", examples: ["GB"] });

export const flag = z.boolean({ error: mustBe("true or false") });

const mustBeWhole = mustBe("a whole number from 0 to 1000000");
export const wholeNumber = z
  .int({ error: mustBeWhole })
  .min(0, { error: mustBeWhole })
  .max(1_000_000, { error: mustBeWhole });

export const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values, { error: "unknown_value" });

export const listOf = <Item extends z.ZodType>(item: Item, max: number) =>
  z.array(item, { error: mustBe("a list") }).max(max, { error: "limit_exceeded" });
