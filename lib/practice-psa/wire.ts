import { z } from "zod";

/** What the sandbox routes answer. */

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
export type FaultsWire = z.output<typeof faultsAnswer>;
export type ClockWire = z.output<typeof clockAnswer>;
