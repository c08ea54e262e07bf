import { z } from "zod";
import { queryNumber } from "@/lib/mappings/wire";
import { taskStates } from "./sync-task";

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
  missing: z.array(z.enum(["customer", "product", "contract", "fee"])),
  extras: z.looseObject({}).nullable(),
  orders: z.array(z.string()),
  waitsForTaskId: z.uuid().nullable(),
  waitsForNumber: z.int().nullable(),
  supersededByTaskId: z.uuid().nullable(),
  planId: z.uuid().nullable(),
  reason: z.string().nullable(),
  createdAt: z.iso.datetime(),
  decidedAt: z.iso.datetime().nullable(),
});

const listIn = <Value extends string>(values: readonly Value[]) =>
  z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(z.enum(values)))
    .optional();

export const taskQuery = z.strictObject({
  connectionId: z.uuid().optional(),
  customerId: z.uuid().optional(),
  subscriptionId: z.uuid().optional(),
  /** "ready,held" */
  states: listIn(taskStates),
  types: listIn(types),
  before: queryNumber.optional(),
  limit: queryNumber.pipe(z.int().max(500)).default(50),
});

export const taskParams = z.object({ taskId: z.uuid() });
