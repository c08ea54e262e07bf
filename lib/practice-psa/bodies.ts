import { z } from "zod";
import { isCalendarDate } from "@/lib/dates";
import { faultKinds } from "./fault";

/** What the sandbox routes take: addresses, filters, acts. */

const worldName = z
  .string()
  .max(200)
  .regex(/^[\x21-\x7e]+$/);
export const worldParams = z.object({ world: worldName });

const seq = z
  .string()
  .regex(/^[1-9]\d{0,8}$/, "must be a whole number")
  .transform((text) => Number.parseInt(text, 10));
export const requestParams = worldParams.extend({ seq });

export const requestsQuery = z.strictObject({
  writes: z
    .enum(["true", "false"])
    .transform((text) => text === "true")
    .optional(),
  method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]).optional(),
  text: z.string().max(200).optional(),
  operation: z.uuid().optional(),
  before: seq.optional(),
});

export const companiesQuery = z.strictObject({ search: z.string().max(200).default("") });

const psaId = z.string().regex(/^\d{1,12}$/, "must be an id of the PSA");
export const companyQuery = z
  .strictObject({ company: psaId.optional(), contract: psaId.optional() })
  .refine(({ company, contract }) => company ?? contract, "needs a company or a contract");

const day = z.string().refine(isCalendarDate, "must be a day that exists, written 2026-03-17");
const wholeUnits = z.string().regex(/^\d{1,7}$/, "must be a whole number of units");
const price = z.string().regex(/^\d{1,9}(\.\d{1,4})?$/, 'must be a price such as "9.40"');
const label = z.string().trim().min(1, "must not be empty").max(100);

export const actBody = z.discriminatedUnion("act", [
  z
    .strictObject({
      act: z.literal("change_line"),
      lineId: psaId,
      fromDate: day,
      quantity: wholeUnits.optional(),
      unitPrice: price.optional(),
    })
    .refine(({ quantity, unitPrice }) => quantity ?? unitPrice, {
      path: ["quantity"],
      error: "needs a quantity or a price",
    }),
  z.strictObject({ act: z.literal("remove_line"), lineId: psaId }),
  z.strictObject({ act: z.literal("post_period"), contractId: psaId, date: day }),
  z.strictObject({ act: z.literal("unpost_period"), contractId: psaId, date: day }),
  z.strictObject({
    act: z.literal("put_into_bundle"),
    contractId: psaId,
    itemId: psaId,
    bundleName: label,
    quantity: wholeUnits,
  }),
  z.strictObject({ act: z.literal("rename_company"), companyId: psaId, name: label }),
  z.strictObject({ act: z.literal("set_company_active"), companyId: psaId, isActive: z.boolean() }),
  z.strictObject({ act: z.literal("set_company_hidden"), companyId: psaId, isHidden: z.boolean() }),
]);

export const faultsBody = z
  .strictObject({
    add: z
      .strictObject({
        kind: z.enum(faultKinds),
        count: z.int().min(1).max(1000).nullable(),
        isWritesOnly: z.boolean(),
        path: z.string().trim().max(200).optional(),
        seconds: z.int().min(0).max(3600).optional(),
      })
      .optional(),
    clear: z.union([z.literal(true), z.int()]).optional(),
  })
  .refine(({ add, clear }) => add ?? clear, "needs a fault to add or to clear");

export const clockBody = z.discriminatedUnion("move", [
  z.strictObject({ move: z.enum(["hour", "day", "next_month", "freeze", "run", "together"]) }),
  z.strictObject({ move: z.literal("next_period"), contractId: psaId }),
]);

export const resetBody = z.strictObject({ confirmation: z.string().max(50) });

export type ActWire = z.input<typeof actBody>;
export type FaultsBodyWire = z.input<typeof faultsBody>;
export type ClockBodyWire = z.input<typeof clockBody>;
