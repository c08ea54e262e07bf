import { z } from "zod";
import { canonicalDecimal } from "@/lib/decimal-text";

/**
 * Building blocks of what Autotask sends. It mixes null, "" and absent for "nothing"; ids and amounts are JSON numbers,
 * which leave here as text; a date comes as midnight UTC and is only a date.
 */
export const id = z.number().int();
export const reference = z
  .number()
  .int()
  .nullish()
  .transform((value) => (value == null ? undefined : String(value)));
export const text = z
  .string()
  .nullish()
  .transform((value) => (value ? value : undefined));
export const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? true);
export const decimal = z.number().transform(decimalText);
export const optionalDecimal = z
  .number()
  .nullish()
  .transform((value) => (value == null ? undefined : decimalText(value)));
export const picked = z.number().int().nullish();
export const date = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d(T00:00:00(\.0+)?Z?)?$/)
  .transform((value) => value.slice(0, 10));
export const instant = z.iso
  .datetime({ offset: true })
  .nullish()
  .transform((value) => value ?? undefined);

/** The shortest decimal text that stands for the number: exact for every amount of up to 15 digits. */
function decimalText(value: number): string {
  const plain = String(value);
  return canonicalDecimal(/e/.test(plain) ? value.toFixed(10) : plain);
}

/** A calendar date as Autotask wants it: that day at midnight, whatever the time zone. */
export function wireDate(calendarDate: string): string {
  return `${calendarDate}T00:00:00Z`;
}

export const pageEnvelope = z.object({
  items: z.array(z.unknown()),
  pageDetails: z.object({ count: z.number().int(), nextPageUrl: z.string().nullish() }),
});
export const itemEnvelope = z.object({ item: z.unknown() });
export const writtenEnvelope = z.object({ itemId: z.number().int().nullable() });
export const zoneEnvelope = z.object({
  zoneName: z.string().nullish(),
  url: z.string().min(1),
  webUrl: z.string().nullish(),
  ci: z.number().int(),
});
export const thresholdEnvelope = z.object({
  externalRequestThreshold: z.number().int().positive(),
  currentTimeframeRequestCount: z.number().int().nonnegative(),
});
export const entityInfoEnvelope = z.object({
  info: z.object({
    canCreate: z.boolean(),
    canQuery: z.boolean(),
    canUpdate: z.boolean(),
    userAccessForCreate: z.string(),
    userAccessForQuery: z.string(),
    userAccessForUpdate: z.string(),
    canDelete: z.boolean().nullish(),
    userAccessForDelete: z.string().nullish(),
  }),
});
export const fieldsEnvelope = z.object({
  fields: z.array(
    z.object({
      name: z.string(),
      picklistValues: z
        .array(z.object({ value: z.string(), label: z.string(), isActive: z.boolean() }))
        .nullish(),
    }),
  ),
});
