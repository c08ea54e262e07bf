import { z } from "zod";

/** How a plan leaves the API. Costs are optional everywhere: absent for people who may not see them. */

const minor = z
  .string()
  .regex(/^-?\d+$/)
  .describe("whole minor units of the currency");
const decimal = z.string().describe("decimal text");
const date = z.string().describe("calendar date");

const stepMoney = z.object({
  currency: z.string(),
  currentPeriodMinor: minor,
  recurringDeltaMinor: minor,
  cycle: z.string(),
  exactness: z.enum(["exact", "estimate"]),
});

const undoNote = z.object({
  class: z.enum(["full", "compensating", "partial", "not_possible"]),
  fromDate: date.optional(),
  staysBilledMinor: minor.optional(),
  sentence: z.string(),
});

const step = z.object({
  kind: z.enum(["set_line_quantity", "set_line_price"]),
  effectiveDate: date,
  quantityBefore: decimal,
  quantity: decimal,
  unitPrice: decimal.optional(),
  unitCost: decimal.optional(),
  unitPriceBefore: decimal.optional(),
  unitCostBefore: decimal.optional(),
  createsLine: z.boolean(),
  money: stepMoney.optional(),
  undo: undoNote,
  sentence: z.string(),
});

const remainder = z.object({
  kind: z.string(),
  feeKind: z.string().optional(),
  amountMinor: minor.optional(),
  costMinor: minor.optional(),
  currency: z.string(),
  fromDate: date.optional(),
  toDate: date.optional(),
  text: z.string(),
  sentence: z.string(),
  arithmetic: z.array(z.string()),
  charge: z
    .object({
      kind: z.enum(["add_charge", "remove_charge"]),
      date,
      name: z.string(),
      quantity: decimal,
      unitPrice: decimal,
      unitCost: decimal.optional(),
      undo: undoNote,
    })
    .optional()
    .describe("the write it becomes; absent where it is left to do by hand"),
});

const lineMoney = z.object({
  currency: z.string(),
  cycle: z.string(),
  currentPeriodMinor: minor,
  recurringDeltaMinor: minor,
  perYearMinor: minor,
  oneTimeMinor: minor,
  nextPeriod: z.object({ startDate: date, endDate: date, beforeMinor: minor, afterMinor: minor }).optional(),
  exactness: z.enum(["exact", "estimate"]),
});

const beforeAfter = z.object({ before: decimal.optional(), after: decimal.optional() });

export const choicesSchema = z.object({
  priceSource: z.enum(["psa", "vendor"]).optional(),
  proration: z.enum(["psa", "vendor", "none"]).optional(),
  effectiveDate: z.iso.date().optional(),
});

export const planOperationSchema = z.object({
  id: z.uuid(),
  position: z.number().int(),
  kind: z.string(),
  state: z.enum(["planned", "sending", "confirmed", "unknown", "refused", "needs_review", "superseded"]),
  effectiveDate: date.optional(),
  psaLineId: z.string().nullable(),
  psaReference: z.string().nullable(),
  sentAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
  isUndone: z.boolean(),
  error: z
    .object({
      message: z.string(),
      cause: z.string().optional(),
      fix: z.string().optional(),
      who: z.string().optional().describe("who can mend it"),
      link: z.object({ label: z.string(), href: z.string() }).optional().describe("where it is mended"),
      psaSentence: z.string().optional(),
    })
    .nullable(),
});

const quantityFrom = z.object({ fromDate: date, quantity: decimal });

export const planLineSchema = z.object({
  id: z.uuid(),
  position: z.number().int(),
  customerId: z.uuid().nullable(),
  subscriptionId: z.uuid().optional(),
  subject: z.object({
    customerName: z.string(),
    productName: z.string(),
    contractName: z.string(),
    psaCompanyName: z.string(),
    orders: z.array(z.string()),
    unit: z.string(),
    endDate: date.optional().describe("last day of the subscription"),
  }),
  address: z.object({ psaContractId: z.string(), psaItemId: z.string(), psaLineId: z.string().optional() }),
  type: z.enum(["sales", "change", "billing", "cancellation"]),
  direction: z.enum(["up", "down", "same"]),
  sentence: z.string(),
  effectiveDate: date,
  quantityBefore: decimal,
  quantity: decimal,
  adoptsLine: z.boolean(),
  /** The key that is written into a line we create or take over. */
  writesKey: z.string().optional(),
  steps: z.array(step),
  quantities: z.object({ before: z.array(quantityFrom), after: z.array(quantityFrom) }),
  remainders: z.array(remainder),
  warnings: z.array(z.object({ code: z.string(), sentence: z.string(), amountMinor: minor.optional() })),
  refusals: z.array(z.object({ code: z.string(), sentence: z.string() })),
  reasons: z.array(
    z.object({
      subject: z.string(),
      sentence: z.string(),
      arithmetic: z.array(z.string()),
      rule: z.string(),
    }),
  ),
  detail: z.enum([
    "new_sale",
    "upgrade",
    "downgrade",
    "price_only",
    "fee",
    "unchanged",
    "ends",
    "not_possible",
    "left_out",
  ]),
  unitPrices: beforeAfter.optional(),
  unitCosts: beforeAfter.optional(),
  costMarginMinor: minor.optional().describe("of one period after the plan, cost paid"),
  invoiceText: z.string().optional(),
  currentPeriod: z.object({ startDate: date, endDate: date }).optional(),
  dateBounds: z.object({ fromDate: date, toDate: date.optional() }).optional(),
  choices: choicesSchema.optional().describe("what a person chose for this line alone"),
  leftOut: z.string().optional().describe("unticked, and why"),
  offers: z.array(z.object({ kind: z.string(), date, sentence: z.string() })),
  money: lineMoney.optional(),
  lastBilledDate: date.optional(),
  confirmation: z.string().optional(),
  state: z.enum(["planned", "applied", "failed", "needs_review", "superseded"]),
  note: z.string().nullable(),
  operations: z.array(planOperationSchema),
});

export const planSummarySchema = z.object({
  id: z.uuid(),
  connectionId: z.uuid(),
  origin: z.enum(["tasks", "undo", "revert"]),
  state: z.enum(["draft", "approved", "applying", "finished", "superseded"]),
  headline: z.string(),
  hash: z.string(),
  readAt: z.iso.datetime(),
  createdAt: z.iso.datetime(),
  approvedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
  totals: z.object({
    lines: z.number().int(),
    writes: z.number().int(),
    unchanged: z.number().int(),
    refused: z.number().int(),
    needPerson: z.number().int(),
    leftOut: z.number().int().optional(),
    money: z.array(
      z.object({
        currency: z.string(),
        cycle: z.string().optional().describe("absent when the lines are billed in different cycles"),
        recurringDeltaMinor: minor.optional(),
        currentPeriodMinor: minor,
        perYearMinor: minor,
        chargesMinor: minor.optional().describe("one-time amounts that are written as charges"),
        remaindersMinor: minor.describe("one-time amounts that are left to do by hand"),
        missedMinor: minor,
      }),
    ),
  }),
  forecast: z.object({
    calls: z.number().int(),
    seconds: z.number(),
    says: z.string().describe("146 calls, about 20 s"),
  }),
});

export const planHeadSchema = planSummarySchema.extend({
  connection: z.object({ name: z.string(), timeZone: z.string(), psa: z.string() }),
  approvedBy: z.string().nullable(),
  questions: z.array(z.string()).describe("to be answered with yes before it may be approved"),
  canUndo: z.boolean(),
});

export const planSchema = planHeadSchema.extend({ lines: z.array(planLineSchema) });

export type WirePlan = z.output<typeof planSchema>;
export type WirePlanHead = z.output<typeof planHeadSchema>;
export type WirePlanLine = z.output<typeof planLineSchema>;
export type WirePlanOperation = z.output<typeof planOperationSchema>;
