import { z } from "zod";
import { pageQuery } from "@/lib/http/paging";
import { billingCycle } from "@/lib/mirror/wire";
import { mapSorts, mapStates } from "./customer-map";
import { batchOf, batchResult } from "./wire";

/** Shapes of what the Customer Map asks for and is told. */

const currency = z.string().regex(/^[A-Z]{3}$/);
const money = z.array(z.object({ currency: z.string(), minor: z.string() }));
const mapState = z.enum(mapStates);

export const customerMapQuery = z.strictObject({
  ...pageQuery(200),
  search: z.string().max(200).optional(),
  states: z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(mapState))
    .optional()
    .meta({ description: 'Any of them, "not_mapped,broken"' }),
  withMoney: z
    .enum(["true", "false"])
    .transform((text) => text === "true")
    .optional(),
  sort: z.enum(mapSorts).default("name"),
  direction: z.enum(["ascending", "descending"]).default("ascending"),
});

const slot = z.object({
  billingCycle,
  currency: z.string(),
  label: z.string(),
  subscriptions: z.int(),
  unlinked: z.int(),
  billed: z.int(),
  contracts: z.array(
    z.object({ psaContractId: z.string(), name: z.string().nullable(), subscriptions: z.int() }),
  ),
  effectiveDate: z.iso.date(),
  mark: z.string(),
});

const row = z.object({
  customerId: z.uuid(),
  vendorCustomerId: z.string(),
  companyName: z.string(),
  currency: z.string().nullable(),
  state: mapState,
  connectionId: z.uuid().nullable(),
  psaCompanyId: z.string().nullable(),
  psaCompanyName: z.string().nullable(),
  reason: z.string().nullable(),
  version: z.int().nullable(),
  changedAt: z.iso.datetime().nullable(),
  changedBy: z.string().nullable(),
  services: z.int(),
  money,
  renamed: z.string().nullable(),
  broken: z.string().nullable(),
  slots: z.array(slot),
});

export const customerMapPage = z.object({
  rows: z.array(row),
  next: z.string().nullable(),
  total: z.int(),
  isTotalExact: z.boolean(),
  asOf: z.iso.datetime(),
});

export const customerMapTotals = z.object({
  states: z.array(z.object({ state: mapState, customers: z.int(), money })),
  customers: z.int(),
  openCustomers: z.int(),
  openMoney: money,
  isAllDone: z.boolean(),
  connections: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      psa: z.string(),
      freeCompanies: z.int(),
      asOf: z.iso.datetime().nullable(),
      problem: z.string().nullable(),
      silentSince: z.iso.datetime().nullable(),
      isStopped: z.boolean(),
    }),
  ),
});

const text = z.string().nullable();

export const customerMappingDetail = z.object({
  row,
  customer: z.object({
    legalName: text,
    addressLine1: text,
    city: text,
    postalCode: text,
    country: text,
    phone: text,
    webAddress: text,
    status: z.string(),
  }),
  company: z
    .object({
      psaCompanyId: z.string(),
      name: z.string(),
      typeName: z.string(),
      isActive: z.boolean(),
      currency: text,
      city: text,
      postalCode: text,
      country: text,
      phone: text,
      webAddress: text,
      readAt: z.iso.datetime(),
    })
    .nullable(),
  connection: z.object({ id: z.uuid(), name: z.string(), psa: z.string() }).nullable(),
  externalReference: text,
  unmapping: z.object({ waitingTasks: z.int(), message: z.string() }),
  history: z.array(z.object({ id: z.uuid(), at: z.iso.datetime(), who: z.string(), what: z.string() })),
});

const choice = { customerId: z.uuid(), billingCycle, currency };

export const contractChoices = batchOf(
  z.strictObject({
    ...choice,
    psaContractId: z.string().trim().min(1).max(100).nullable(),
    useContractStart: z.boolean().optional(),
    mark: z.string().max(2000).optional(),
  }),
);

export const chosenContracts = batchResult(
  z.object({ ...choice, psaContractId: z.string().nullable(), subscriptions: z.int() }),
);

export type CustomerMapPage = z.output<typeof customerMapPage>;
export type CustomerMapRow = z.output<typeof row>;
export type CustomerMapSlot = z.output<typeof slot>;
export type CustomerMapTotals = z.output<typeof customerMapTotals>;
export type MapConnection = CustomerMapTotals["connections"][number];
export type CustomerMappingDetail = z.output<typeof customerMappingDetail>;
export type ContractChoices = z.input<typeof contractChoices>;
export type ChosenContracts = z.output<typeof chosenContracts>;
