import { z } from "zod";
import { planLineSchema, planOperationSchema, planSummarySchema } from "./plan-schema";

/** Pages of a plan, and how far it has come, as they leave the API. */

const minor = z.string().regex(/^-?\d+$/);
const position = z.string().regex(/^\d{1,9}$/);
const limit = position.transform((text) => Number.parseInt(text, 10)).pipe(z.int().min(1).max(500));

/** `after` is the position of the last one seen. */
export const positionQuery = {
  after: position.transform((text) => Number.parseInt(text, 10)).optional(),
  limit: limit.default(200),
};

const next = z.number().int().nullable().describe("position to go on after; null at the end");

export const planLinesSchema = z.object({ lines: z.array(planLineSchema), next });

export const planGroupsSchema = z.object({
  groups: z.array(
    z.object({
      customerId: z.uuid().nullable(),
      customerName: z.string(),
      position: z.number().int(),
      lines: z.number().int(),
      contracts: z.number().int(),
      needPerson: z.number().int(),
      states: z.record(z.string(), z.number().int()),
      money: z.array(
        z.object({
          currency: z.string(),
          cycle: z.string(),
          recurringDeltaMinor: minor,
          currentPeriodMinor: minor,
        }),
      ),
    }),
  ),
  next,
});

const stateCounts = z.record(z.string(), z.number().int());

export const planProgressSchema = z.object({
  planId: z.uuid(),
  state: planSummarySchema.shape.state,
  finishedAt: z.iso.datetime().nullable(),
  asOf: z.iso.datetime(),
  total: z.number().int(),
  done: z.number().int(),
  counts: z.object({ lines: stateCounts, operations: stateCounts }),
  waits: z.string().optional().describe("what the PSA or our own call budget asks to wait for"),
  lines: z.array(
    z.object({
      id: z.uuid(),
      state: planLineSchema.shape.state,
      note: z.string().nullable(),
      operations: z.array(planOperationSchema),
    }),
  ),
});

export type WirePlanGroups = z.output<typeof planGroupsSchema>;
export type WirePlanGroup = WirePlanGroups["groups"][number];
export type WirePlanLines = z.output<typeof planLinesSchema>;
export type WirePlanProgress = z.output<typeof planProgressSchema>;
