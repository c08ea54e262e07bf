import { z } from "zod";
import { pageQuery } from "@/lib/http/paging";
import { taskStates } from "./sync-task";
import type { TaskFilter } from "./task-filter-query";
import { batchLimit, statesOfGroup, taskGroups } from "./task-group";
import { taskSorts } from "./task-sort";

/** Shapes of the sync routes: what comes in and what leaves, for parsing and for the API's documentation. */

const counts = z.object({
  lookedAt: z.int(),
  made: z.int(),
  merged: z.int(),
  superseded: z.int(),
  withoutEffect: z.int(),
});

export const syncRun = z.object({
  id: z.uuid(),
  connectionId: z.uuid(),
  trigger: z.enum(["person", "schedule", "ingest", "first", "mapping"]),
  state: z.enum(["running", "finished", "failed"]),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  counts,
  result: z.string().nullable(),
});

export const checkOutcome = z.object({
  syncRunId: z.uuid(),
  state: z.enum(["running", "finished"]),
  joined: z.boolean(),
  message: z.string(),
  counts: counts.optional(),
});

const minor = z
  .string()
  .regex(/^-?\d+$/)
  .describe("whole minor units of the currency");
const batch = z.array(z.uuid()).min(1).max(batchLimit);
const types = ["sales", "change", "billing", "cancellation"] as const;

export const syncTask = z.object({
  id: z.uuid(),
  number: z.int(),
  version: z.int(),
  connectionId: z.uuid(),
  syncRunId: z.uuid(),
  customerId: z.uuid(),
  customerName: z.string(),
  subscriptionId: z.uuid(),
  vendorSubscriptionId: z.string(),
  productId: z.uuid(),
  productName: z.string(),
  type: z.enum(types),
  origin: z.enum(["order", "first_run", "fee", "usage", "reconciliation", "renewal"]),
  direction: z.enum(["up", "down", "same"]).nullable(),
  state: z.enum(taskStates),
  effectiveDate: z.iso.date(),
  quantity: z.string(),
  previousQuantity: z.string().nullable(),
  unitPrice: z.string().nullable(),
  unitCost: z.string().nullable().optional(),
  currency: z.string(),
  sentence: z.string(),
  warnings: z.array(z.object({ code: z.string(), message: z.string() })),
  handEdits: z
    .array(
      z.object({ findingId: z.uuid(), field: z.enum(["quantity", "price", "cost"]), sentence: z.string() }),
    )
    .describe("fields of its line that somebody changed in the PSA and nobody has decided yet"),
  missing: z.array(z.enum(["customer", "product", "contract", "fee"])),
  extras: z.looseObject({}).nullable(),
  orders: z.array(z.string()),
  waitsForTaskId: z.uuid().nullable(),
  waitsForNumber: z.int().nullable(),
  supersededByTaskId: z.uuid().nullable(),
  planId: z.uuid().nullable(),
  scheduledFor: z.iso
    .date()
    .nullable()
    .meta({ description: "While scheduled: the day on which it is sent." }),
  reason: z.string().nullable(),
  createdAt: z.iso.datetime(),
  decidedAt: z.iso.datetime().nullable(),
  money: z.object({
    currency: z.string(),
    cycle: z.string().nullable(),
    isPlanned: z.boolean(),
    isEstimate: z.boolean(),
    recurringMinor: minor.nullable(),
    currentPeriodMinor: minor.nullable(),
    oneTimeMinor: minor.nullable(),
  }),
});

const listIn = <Value extends string>(values: readonly Value[]) =>
  z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(z.enum(values)))
    .optional();

const taskFilter = {
  connectionId: z.uuid().optional(),
  customerId: z.uuid().optional(),
  subscriptionId: z.uuid().optional(),
  planId: z.uuid().optional(),
  /** A tab of the Sync screen; `states` ask for more exact ones. */
  group: z.enum(taskGroups).optional(),
  /** "ready,held" */
  states: listIn(taskStates),
  types: listIn(types),
  search: z.string().min(1).max(100).optional(),
  warnings: z.literal("with").optional(),
};

export const taskQuery = z.strictObject({
  ...taskFilter,
  sort: z.enum(taskSorts).default("-number"),
  ...pageQuery(500),
});
export const taskFilterQuery = z.strictObject(taskFilter);

/** The filter of a query as the use cases take it. */
export function filterOf({
  group,
  states,
  warnings,
  ...filter
}: z.output<typeof taskFilterQuery>): TaskFilter {
  return {
    ...filter,
    states: states ?? (group && statesOfGroup(group)),
    hasWarnings: warnings === "with",
  };
}

export const taskList = z.object({ tasks: z.array(syncTask), next: z.string().nullable() });

export const taskIds = z.object({
  taskIds: z.array(z.uuid()),
  isCut: z.boolean().meta({ description: "More match than one batch takes." }),
});

const groupMoney = z.object({
  currency: z.string(),
  cycle: z.string().nullable(),
  recurringMinor: minor,
  currentPeriodMinor: minor,
  oneTimeMinor: minor,
  unpriced: z.int().meta({ description: "Tasks whose amount is known only once they are planned." }),
  isEstimate: z.boolean(),
});

export const taskSummary = z.object({
  sentence: z.string(),
  counts: z.object({
    waiting: z.int(),
    scheduled: z.int(),
    failed: z.int(),
    applied: z.int(),
    ignored: z.int(),
    needYou: z.int(),
    underWay: z.int(),
  }),
  countsExactTo: z.int(),
  unseen: z.int().meta({ description: "Changes received that no check has looked at." }),
  money: z.array(groupMoney),
  connections: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      psa: z.string(),
      state: z.string(),
      timeZone: z.string(),
      automation: z.string().nullable().meta({ description: "What runs without a person, as a sentence." }),
      lastRun: syncRun.nullable(),
    }),
  ),
});

export const decisionBody = z.discriminatedUnion("decision", [
  z.strictObject({ decision: z.literal("ignore"), taskIds: batch, reason: z.string().max(200) }),
  z.strictObject({ decision: z.enum(["unignore", "retry"]), taskIds: batch }),
]);

export const decisionAnswer = z.object({
  decided: z.int(),
  leftOut: z.array(z.object({ taskId: z.uuid(), number: z.int(), sentence: z.string() })),
});

export const sendBody = z.strictObject({ taskIds: z.array(z.uuid()).min(1).max(200) });

export const sendAnswer = z.object({
  sent: z.int(),
  waiting: z
    .int()
    .meta({ description: "Read anew, and no longer what was approved: they wait to be approved again." }),
});

export const taskParams = z.object({ taskId: z.uuid() });

export type TaskWire = z.infer<typeof syncTask>;
export type TaskListWire = z.infer<typeof taskList>;
export type TaskSummaryWire = z.infer<typeof taskSummary>;
export type SyncRunWire = z.infer<typeof syncRun>;
export type CheckOutcomeWire = z.infer<typeof checkOutcome>;
export type DecisionWire = z.input<typeof decisionBody>;
export type SendAnswerWire = z.infer<typeof sendAnswer>;
export type DecisionAnswerWire = z.infer<typeof decisionAnswer>;
