import { z } from "zod";
import { pageQuery } from "@/lib/http/paging";
import { findingClasses, findingStates } from "./finding";

/** Shapes of the findings routes: what comes in and what leaves. */

const id = z.uuid();
const text = z.string().nullable();

export const finding = z.object({
  id,
  version: z.int(),
  class: z.enum(findingClasses),
  state: z.enum(findingStates),
  connectionId: id,
  customerId: id.nullable(),
  customerName: text,
  subscriptionId: id.nullable(),
  productName: text,
  ids: z.object({
    taskId: id.optional(),
    planId: id.optional(),
    lineLinkId: id.optional(),
    psaContractId: z.string().optional(),
    psaLineId: z.string().optional(),
  }),
  amountMinor: text.describe("whole minor units per month, or once; null where no price is known"),
  currency: text,
  isOnce: z.boolean(),
  sentence: z.string(),
  reason: text.describe("a person's own words"),
  cause: text,
  detail: z
    .object({
      field: z.enum(["quantity", "price", "cost"]),
      before: z.string(),
      ours: z.string(),
      now: z.string(),
    })
    .nullable()
    .describe("drift: what stood there before, what we last wrote, what stands there now"),
  openedAt: z.iso.datetime(),
  closedAt: z.iso.datetime().nullable(),
  closedBecause: text,
});

export const findingList = z.object({ findings: z.array(finding), next: z.string().nullable() });
export const findingParams = z.strictObject({ findingId: id });

const listOf = <T extends readonly [string, ...string[]]>(values: T) =>
  z
    .string()
    .max(1_000)
    .transform((list) => list.split(","))
    .pipe(z.array(z.enum(values)))
    .optional();

export const findingQuery = z.strictObject({
  classes: listOf(findingClasses).describe("drift,under"),
  states: listOf(findingStates).describe("open,muted"),
  customerId: id.optional(),
  subscriptionId: id.optional(),
  connectionId: id.optional(),
  ...pageQuery(200),
});

export const driftDecision = z.discriminatedUnion("decision", [
  z.strictObject({ decision: z.literal("accept") }),
  z.strictObject({ decision: z.literal("revert") }),
  z.strictObject({ decision: z.literal("unpin") }),
  z.strictObject({ decision: z.literal("pin"), reason: z.string().trim().min(1).max(200) }),
]);

export const driftDecided = z.object({
  finding,
  planId: id
    .nullable()
    .describe("revert: the plan that writes our value again; nothing is sent before it is approved"),
});

export type FindingWire = z.infer<typeof finding>;
export type FindingListWire = z.infer<typeof findingList>;
