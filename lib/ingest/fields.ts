import { z } from "zod";
import { toInstant } from "@/lib/clock";
import { isCalendarDate } from "@/lib/dates";
import { canonicalDecimal } from "@/lib/decimal-text";

/**
 * The leaves of the ingest API's schemas. Their error texts are the item codes of the API; `item-error.ts` makes the
 * sentence. Numbers travel as text, so that no parser on the way rounds them.
 */

const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency"));

/** Control characters have no place in a name; a lone surrogate would be changed silently on its way to the database. */
const isClean = (value: string): boolean => !/[\p{Cc}\p{Cs}]/u.test(value);
const isCleanText = (value: string): boolean => !/(?![\n\r\t])[\p{Cc}\p{Cs}]/u.test(value);

const line = (max: number) =>
  z
    .string({ error: "unknown_value" })
    .trim()
    .normalize("NFC")
    .min(1, { error: "required" })
    .max(max, { error: "too_long" })
    .refine(isClean, { error: "unknown_value" });

/** A vendor's own id: trimmed, in Unicode normal form C, compared exactly. */
export const foreignId = line(100);

export const name = (max: number) => line(max);

/** Longer text; line breaks are kept. */
export const longText = (max: number) =>
  z
    .string({ error: "unknown_value" })
    .normalize("NFC")
    .max(max, { error: "too_long" })
    .refine(isCleanText, { error: "unknown_value" });

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

export const date = z
  .string({ error: "not_a_date" })
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: "not_a_date", abort: true })
  .refine(isCalendarDate, { error: "not_a_date" })
  .meta({ format: "date", examples: ["2026-03-17"] });

/** With an offset or Z; kept in UTC to the millisecond. */
export const instant = z.iso
  .datetime({ offset: true, error: "not_a_date", abort: true })
  .overwrite((value) => toInstant(value).toISOString())
  .meta({ examples: ["2026-03-17T08:12:00Z"] });

export const currency = z
  .string({ error: "unknown_value" })
  .regex(/^[A-Z]{3}$/, { error: "unknown_value" })
  .refine((code) => currencies.has(code), { error: "unknown_value" })
  .meta({ description: "ISO 4217", examples: ["GBP"] });

export const country = z
  .string({ error: "unknown_value" })
  .regex(/^[A-Z]{2}$/, { error: "unknown_value" })
  .meta({ description: "ISO 3166-1 alpha-2", examples: ["GB"] });

export const flag = z.boolean({ error: "unknown_value" });

export const wholeNumber = z
  .int({ error: "unknown_value" })
  .min(0, { error: "unknown_value" })
  .max(1_000_000, { error: "unknown_value" });

export const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values, { error: "unknown_value" });

export const listOf = <Item extends z.ZodType>(item: Item, max: number) =>
  z.array(item, { error: "unknown_value" }).max(max, { error: "limit_exceeded" });
