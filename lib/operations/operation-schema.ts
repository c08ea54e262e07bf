import { z } from "zod";
import { pageQuery } from "@/lib/http/paging";

const operationStates = [
  "planned",
  "sending",
  "confirmed",
  "unknown",
  "refused",
  "needs_review",
  "superseded",
] as const;

/** A row of the Action Log. */
export const operationSchema = z.object({
  id: z.uuid(),
  planId: z.uuid(),
  planLineId: z.uuid(),
  connectionId: z.uuid(),
  customerId: z.uuid().nullable(),
  kind: z.string(),
  state: z.enum(operationStates),
  customerName: z.string(),
  productName: z.string(),
  contractName: z.string(),
  unit: z.string(),
  connectionName: z.string(),
  change: z.object({
    what: z.enum(["quantity", "price", "text", "charge"]),
    before: z.string().nullable(),
    after: z.string(),
    unitPrice: z.string().nullable(),
    effectiveDate: z.string().nullable(),
  }),
  /** "10 to 12 from 2026-03-17" */
  what: z.string(),
  before: z.unknown().nullable(),
  intended: z.unknown(),
  money: z.unknown().nullable(),
  attempts: z.number().int(),
  lookUps: z.number().int(),
  createdAt: z.iso.datetime(),
  sentAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
  durationMs: z.number().int().nullable(),
  psaLineId: z.string().nullable(),
  psaReference: z.string().nullable(),
  error: z.unknown().nullable(),
  actor: z.object({
    kind: z.enum(["person", "api_key", "system"]),
    name: z.string().nullable().describe("null for the portal's own jobs"),
    id: z.string(),
  }),
  undoesOperationId: z.uuid().nullable(),
  undoneByOperationId: z.uuid().nullable(),
});

const text = z.string().nullable();
const cost = text.optional();

/** The same with its task, its reasons and its line on both sides. */
export const operationDetailSchema = operationSchema.extend({
  taskId: z.uuid().nullable(),
  taskNumber: z.int().nullable(),
  reasons: z.array(z.looseObject({ sentence: z.string(), arithmetic: z.array(z.string()) })),
  undoSentence: text,
  sides: z.object({
    vendor: z
      .object({
        vendorSubscriptionId: z.string(),
        quantity: z.string(),
        unitPrice: text,
        unitCost: cost,
        currency: z.string(),
        asOf: z.iso.datetime(),
      })
      .nullable(),
    lastWritten: z
      .object({
        quantity: z.string().optional(),
        effectiveDate: z.string().optional(),
        unitPrice: z.string().optional(),
        unitCost: z.string().optional(),
      })
      .nullable(),
    psa: z.object({ quantity: text, unitPrice: text, unitCost: cost, readAt: z.iso.datetime() }).nullable(),
  }),
});

const day = z.iso.date({ error: "must be a date such as 2026-03-17" });

const logFilter = {
  planId: z.uuid().optional(),
  customerId: z.uuid().optional(),
  connectionId: z.uuid().optional(),
  /** "refused,needs_review" */
  states: z
    .string()
    .transform((list) => list.split(","))
    .pipe(z.array(z.enum(operationStates)))
    .optional(),
  search: z.string().trim().min(1).max(100).optional(),
  fromDate: day.optional(),
  toDate: day.optional(),
};
export const logQuery = z.strictObject({ ...logFilter, ...pageQuery(200) });
export const logExportQuery = z.strictObject(logFilter);

export const operationList = z.object({ operations: z.array(operationSchema), next: z.string().nullable() });

export const logSummary = z.object({
  sentence: z.string(),
  writtenToday: z.int(),
  writtenWeek: z.int(),
  refusedWeek: z.int(),
  inReview: z.int(),
  underWay: z.int(),
  lastAt: z.iso.datetime().nullable(),
});

export type OperationWire = z.infer<typeof operationSchema>;
export type OperationDetailWire = z.infer<typeof operationDetailSchema>;
export type OperationListWire = z.infer<typeof operationList>;
export type LogSummaryWire = z.infer<typeof logSummary>;
