import { z } from "zod";
import { type EventData, type EventName, eventSchemas } from "@/lib/outbox/events";

/**
 * The data of an event that started a function, checked against its schema: ids only, so that whoever forges or garbles
 * an event reaches no more than a record that is then read by its own right.
 */
export function eventData<Name extends EventName>(event: { data?: unknown }, name: Name): EventData<Name> {
  return eventSchemas[name].parse(event.data) as EventData<Name>;
}

const ofConnection = z.object({ partnerId: z.uuid(), connectionId: z.uuid() });

/** Whose connection an event is about, for functions that several events start. */
export function connectionOf(event: { data?: unknown }): z.infer<typeof ofConnection> {
  return ofConnection.parse(event.data);
}
