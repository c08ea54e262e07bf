import { z } from "zod";

const id = z.uuid();
const partner = { partnerId: id };
const connection = { partnerId: id, connectionId: id };

/**
 * Every announcement the portal makes, by name, with the shape of its data. Names tell what happened, in the past
 * tense. Data carries ids only: whoever acts on it reads the record as it is then, by its own right, and nothing
 * personal or secret ever lies in a queue. Members may be added as optional; a name is never given a new meaning.
 */
export const eventSchemas = {
  "orders/ingested": z.strictObject({ ...partner, orderIds: z.array(id).max(1000).optional() }),
  "orders/withdrawn": z.strictObject({ ...partner, orderId: id }),
  "connection/saved": z.strictObject(connection),
  "connection/refused": z.strictObject(connection),
  "connection/probe.requested": z.strictObject(connection),
  "mapping/changed": z.strictObject({
    ...connection,
    customerId: id.optional(),
    productId: id.optional(),
  }),
  "settings/changed": z.strictObject({ ...connection, customerId: id.optional() }),
  "mirror/refresh.requested": z.strictObject({ ...connection, psaContractId: z.string().min(1).optional() }),
  "sync/check.requested": z.strictObject({ ...connection, syncRunId: id.optional() }),
  "sync/task.made": z.strictObject({ ...connection, taskIds: z.array(id).min(1).max(1000) }),
  "sync/tasks.changed": z.strictObject(connection),
  "sync/task.finished": z.strictObject({ ...connection, taskId: id }),
  "sync/undo.requested": z.strictObject({ ...connection, planId: id }),
  "findings/compare.requested": z.strictObject(connection),
  "plan/approved": z.strictObject({ ...connection, planId: id }),
  "plan/resumed": z.strictObject({ ...connection, planId: id }),
  "plan/applied": z.strictObject({ ...connection, planId: id }),
  "operation/unknown": z.strictObject({ ...connection, operationId: id }),
} as const;

export type EventName = keyof typeof eventSchemas;

export type EventData<Name extends EventName> = z.infer<(typeof eventSchemas)[Name]>;

/** One announcement: its name and the ids it speaks of. */
export type Announcement = { [Name in EventName]: { name: Name; data: EventData<Name> } }[EventName];
