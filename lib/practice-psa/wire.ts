import { z } from "zod";
import { isCalendarDate } from "@/lib/dates";
import { faultKinds } from "./fault";

/** Shapes of the sandbox routes: what comes in and what leaves. */

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

const world = z.object({
  name: z.string(),
  psa: z.string(),
  connectionId: z.uuid().optional(),
  connectionName: z.string().optional(),
  timeZone: z.string(),
});
export const worldsAnswer = z.object({ worlds: z.array(world) });

const operation = z.object({ id: z.uuid(), sentence: z.string() }).nullable();
const request = z.object({
  seq: z.int(),
  at: z.iso.datetime(),
  method: z.string(),
  path: z.string(),
  isWrite: z.boolean(),
  status: z.int().nullable(),
  outcome: z.string(),
  fault: z.string().nullable(),
  repeatOf: z.int().nullable(),
  latencyMs: z.int().nullable(),
  asked: z.string().nullable(),
  answered: z.string().nullable(),
  operation,
});
export const requestsAnswer = z.object({
  world,
  total: z.int(),
  writes: z.int(),
  since: z.iso.datetime().nullable(),
  requests: z.array(request),
  next: z.int().nullable(),
});
export const requestAnswer = request.extend({
  headers: z.record(z.string(), z.string()),
  body: z.json(),
  answer: z.json(),
});

export const companiesAnswer = z.object({
  world,
  total: z.int(),
  contracts: z.int(),
  found: z.int(),
  companies: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      city: z.string().nullable(),
      isActive: z.boolean(),
      isHidden: z.boolean(),
      contracts: z.int(),
    }),
  ),
});

const part = z.object({
  fromDate: z.string(),
  toDate: z.string(),
  quantity: z.string(),
  unitPrice: z.string(),
  isPosted: z.boolean(),
});
const line = z.object({
  id: z.string(),
  kind: z.enum(["service", "bundle"]),
  itemId: z.string().nullable(),
  name: z.string(),
  key: z.string().nullable(),
  changes: z.array(
    z.object({
      id: z.string(),
      date: z.string(),
      difference: z.string(),
      unitPrice: z.string().nullable(),
      by: z.enum(["api", "technician"]),
      operation,
    }),
  ),
  /** One for each of the contract's periods. */
  cells: z.array(z.array(part)),
});
const contract = z.object({
  id: z.string(),
  name: z.string(),
  number: z.string().nullable(),
  startDate: z.string(),
  endDate: z.string(),
  periods: z.array(
    z.object({
      start: z.string(),
      end: z.string(),
      isToday: z.boolean(),
      posted: z.enum(["no", "partly", "yes"]),
    }),
  ),
  lines: z.array(line),
  charges: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      date: z.string(),
      quantity: z.string(),
      unitPrice: z.string().nullable(),
      isBilled: z.boolean(),
    }),
  ),
  billed: z.array(
    z.object({
      id: z.string(),
      date: z.string(),
      name: z.string(),
      quantity: z.string(),
      amount: z.string(),
    }),
  ),
});
export const companyAnswer = z.object({
  world,
  today: z.string(),
  company: z.object({
    id: z.string(),
    name: z.string(),
    isActive: z.boolean(),
    isHidden: z.boolean(),
    currency: z.string(),
  }),
  contracts: z.array(contract),
});

export const actAnswer = z.object({ done: z.string() });

export const faultsAnswer = z.object({
  world,
  faults: z.array(
    z.object({
      id: z.int(),
      kind: z.string(),
      isWritesOnly: z.boolean(),
      path: z.string().nullable(),
      count: z.int().nullable(),
      seen: z.int(),
      fired: z.int(),
      isSpent: z.boolean(),
    }),
  ),
});

export const clockAnswer = z.object({
  world,
  portal: z.object({ now: z.iso.datetime(), isFrozen: z.boolean(), today: z.string() }),
  psa: z.object({ now: z.iso.datetime(), isFrozen: z.boolean() }),
  isTogether: z.boolean(),
});

export const resetAnswer = z.object({ name: z.string() });

export type WorldWire = z.output<typeof world>;
export type RequestsWire = z.output<typeof requestsAnswer>;
export type RequestWire = z.output<typeof request>;
export type RequestDetailWire = z.output<typeof requestAnswer>;
export type CompaniesWire = z.output<typeof companiesAnswer>;
export type CompanyWire = z.output<typeof companyAnswer>;
export type ContractWire = z.output<typeof contract>;
export type LineWire = z.output<typeof line>;
export type PartWire = z.output<typeof part>;
export type ActWire = z.input<typeof actBody>;
export type FaultsWire = z.output<typeof faultsAnswer>;
export type FaultsBodyWire = z.input<typeof faultsBody>;
export type ClockWire = z.output<typeof clockAnswer>;
export type ClockBodyWire = z.input<typeof clockBody>;
