import { z } from "zod";

/** A row of the Action Log. */
export const operationSchema = z.object({
  id: z.uuid(),
  planId: z.uuid(),
  planLineId: z.uuid(),
  connectionId: z.uuid(),
  customerId: z.uuid().nullable(),
  kind: z.string(),
  state: z.enum(["planned", "sending", "confirmed", "unknown", "refused", "needs_review", "superseded"]),
  customerName: z.string(),
  productName: z.string(),
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
  actor: z.unknown(),
  undoesOperationId: z.uuid().nullable(),
  undoneByOperationId: z.uuid().nullable(),
});
