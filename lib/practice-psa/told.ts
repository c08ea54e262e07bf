import { z } from "zod";

/** Amounts travel as JSON numbers; the shortest text that reads back as the same number is exact. */
const money = z.number().transform(String);

/**
 * What the sandbox's control API says, in the portal's words: the one file that knows its members. More of them than
 * these may come and are left aside.
 */
const toldWorld = z.object({ name: z.string(), provider: z.string(), users: z.array(z.string()).optional() });
export type ToldWorld = z.output<typeof toldWorld>;
export const worldsTold = z.object({ worlds: z.array(toldWorld) });

export const clockTold = z.object({ now: z.string(), mode: z.enum(["running", "frozen"]) });

const toldRequest = z.object({
  seq: z.int(),
  at: z.string(),
  method: z.string(),
  path: z.string(),
  write: z.boolean(),
  operation: z.string().nullable(),
  headers: z.record(z.string(), z.string()),
  body: z.json(),
  status: z.int().nullable(),
  answer: z.json(),
  latencyMs: z.number().nullable(),
  outcome: z.string(),
  fault: z.string().nullable(),
  repeatOf: z.int().nullable().default(null),
});
export type ToldRequest = z.output<typeof toldRequest>;
export const requestsTold = z.object({
  total: z.int(),
  writes: z.int(),
  /** Of the whole log; a sandbox of an earlier version counts since its start only. */
  kept: z.object({ total: z.int(), writes: z.int(), since: z.string().nullable() }).optional(),
  requests: z.array(toldRequest),
});

export const faultsTold = z.object({
  faults: z.array(
    z.object({
      id: z.int(),
      kind: z.string(),
      method: z.string().optional(),
      path: z.string(),
      writes: z.boolean().optional(),
      count: z.int().nullable(),
      seen: z.int(),
      fired: z.int(),
      waiting: z.int(),
    }),
  ),
});

export const hiddenTold = z.object({
  options: z.object({ hiddenRows: z.record(z.string(), z.array(z.int())).default({}) }),
});

const toldCompany = z.object({
  id: z.int(),
  companyName: z.string(),
  isActive: z.boolean().nullable(),
  city: z.string().nullable().default(null),
  currencyID: z.int().nullable().default(null),
});
export type ToldCompany = z.output<typeof toldCompany>;

const toldContract = z.object({
  id: z.int(),
  companyID: z.int(),
  contractName: z.string(),
  contractNumber: z.string().nullable().default(null),
  startDate: z.string(),
  endDate: z.string(),
});

export const companiesTold = hiddenTold.extend({
  companies: z.array(toldCompany),
  contracts: z.array(toldContract),
});

const toldUnits = z.object({
  startDate: z.string(),
  endDate: z.string(),
  periodStart: z.string(),
  units: z.number().transform(String),
  unitPrice: money,
  approveAndPostDate: z.string().nullable(),
});
export type ToldUnits = z.output<typeof toldUnits>;

const toldChange = z.object({
  id: z.int(),
  effectiveDate: z.string(),
  unitChange: z.number().transform(String),
  adjustedUnitPrice: money.nullable(),
  operation: z.string().nullable(),
  by: z.enum(["api", "technician"]),
  at: z.string(),
});

const toldLine = z.object({
  id: z.int(),
  kind: z.enum(["service", "bundle"]),
  contractID: z.int(),
  serviceID: z.int().optional(),
  name: z.string(),
  internalDescription: z.string().nullable(),
  units: z.array(toldUnits),
  adjustments: z.array(toldChange),
});
export type ToldLine = z.output<typeof toldLine>;

export const linesOnlyTold = z.object({ lines: z.array(toldLine) });
export const contractsOnlyTold = z.object({ contracts: z.array(toldContract) });

export const contractsTold = hiddenTold.extend({
  clock: clockTold,
  companies: z.array(toldCompany),
  currencies: z.array(z.object({ id: z.int(), name: z.string(), isInternalCurrency: z.boolean() })),
  contracts: z.array(toldContract),
  lines: z.array(toldLine),
  charges: z.array(
    z.object({
      id: z.int(),
      contractID: z.int().nullable(),
      name: z.string().nullable(),
      datePurchased: z.string(),
      unitQuantity: z.number().transform(String),
      unitPrice: money.nullable(),
      isBilled: z.boolean().nullable().default(false),
    }),
  ),
  billingItems: z.array(
    z.object({
      id: z.int(),
      contractID: z.int().nullable(),
      itemDate: z.string(),
      itemName: z.string().nullable(),
      quantity: z.number().transform(String),
      totalAmount: money,
    }),
  ),
});
export type ToldContracts = z.output<typeof contractsTold>;

export const actsTold = z.object({ results: z.array(z.json()) });
export const resetTold = z.object({ name: z.string() });
