import { z } from "zod";
import { syncTask } from "./wire";
import { wizardSteps } from "./wizard-steps";

/** Everything the Sync wizard shows before a plan is made, as it leaves the API. */

const text = z.string().nullable();
const setting = <Value extends z.ZodType>(value: Value) =>
  z.object({ value, from: z.enum(["task", "customer", "connection", "deployment"]) });

const wizardContract = z.object({
  psaContractId: z.string(),
  name: z.string(),
  kindName: z.string(),
  isActive: z.boolean(),
  cycle: text,
  currency: text,
  startDate: z.string(),
  endDate: text,
  readAt: z.iso.datetime(),
  recurringMinor: z.string().optional(),
  lines: z.int(),
  misfit: z.object({ reason: z.string(), message: z.string() }).nullable(),
});

export const wizardAnswer = z.object({
  task: syncTask,
  title: z.string(),
  vendor: z.string(),
  today: z.iso.date(),
  connection: z.object({
    id: z.uuid(),
    name: z.string(),
    state: z.string(),
    stateReason: text,
    timeZone: z.string(),
    vocabulary: z.object({
      psa: z.string(),
      company: z.string(),
      contract: z.string(),
      contractLine: z.string(),
      catalogItem: z.string(),
      recurringKind: z.string(),
    }),
  }),
  steps: z.array(z.object({ step: z.enum(wizardSteps), isSettled: z.boolean(), why: z.string() })),
  orders: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      type: z.string(),
      reason: text,
      orderedAt: z.iso.datetime(),
      effectiveDate: text,
      quantity: text,
      unitPrice: text,
      unitCost: text.optional(),
      text,
    }),
  ),
  customer: z.object({
    id: z.uuid(),
    vendorCustomerId: z.string(),
    name: z.string(),
    address: z.array(z.string()),
    phone: text,
    webAddress: text,
    mappingVersion: z.int().nullable(),
    mappingState: text,
    psaCompanyId: text,
    psaCompanyName: text,
  }),
  product: z.object({
    id: z.uuid(),
    name: z.string(),
    sku: z.string(),
    billingCycle: z.string(),
    term: z.string(),
    unit: z.string(),
    kind: z.string(),
    mappingVersion: z.int().nullable(),
    mappingState: text,
    psaItemId: text,
    itemName: text,
    itemPrice: text,
    itemCost: text.optional(),
  }),
  subscription: z.object({
    id: z.uuid(),
    vendorSubscriptionId: z.string(),
    startDate: text,
    endDate: text,
    linkVersion: z.int().nullable(),
    psaContractId: text,
    contractName: text,
    psaLineId: text,
  }),
  contracts: z.array(wizardContract),
  choice: text.describe("the contract chosen beforehand"),
  whyChosen: text,
  settings: z.object({
    priceSource: setting(z.enum(["psa", "vendor"])),
    proration: setting(z.enum(["psa", "vendor", "none"])),
  }),
  walk: z.array(
    z.object({
      id: z.uuid(),
      number: z.int(),
      state: z.string(),
      sentence: z.string(),
      missing: z.array(z.string()),
      productName: z.string(),
      subscriptionId: z.uuid(),
    }),
  ),
  next: z
    .object({ id: z.uuid(), number: z.int(), sentence: z.string(), customerName: z.string() })
    .nullable(),
});

export type Wizard = z.output<typeof wizardAnswer>;
