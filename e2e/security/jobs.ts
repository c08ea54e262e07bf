import type { InngestFunction } from "inngest";
import { z } from "zod";
import { type EventName, eventSchemas } from "@/lib/outbox/events";
import type { ProbeWorld } from "./world";

export type Job = { id: string; event: EventName; run(data: unknown): Promise<void> };
export type JobProbe = { name: string; data: Record<string, unknown> };

/** A sleep ends the run here: whatever a function does before it has been done. */
class Asleep extends Error {}
const sleep = (): Promise<never> => Promise.reject(new Asleep());
const step = {
  run: (_id: string, work: (...input: unknown[]) => unknown, ...input: unknown[]) =>
    Promise.resolve(work(...input)),
  sleep,
  sleepUntil: sleep,
  sendEvent: async () => ({ ids: [] }),
};

/** Every function that an event starts, once for each of its events. Cron functions are told nothing by anybody. */
export function jobsOf(functions: readonly InngestFunction.Any[]): Job[] {
  return functions.flatMap((each) => {
    const triggers: readonly object[] = each.opts.triggers ?? [];
    return triggers.flatMap((trigger) => {
      const name: unknown = Reflect.get(trigger, "event");
      if (typeof name !== "string" || !isEventName(name)) return [];
      return [{ id: each.id(), event: name, run: (data: unknown) => runOnce(each, name, data) }];
    });
  });
}

const isEventName = (name: string): name is EventName => name in eventSchemas;

/** Calls the handler with steps that run at once: the SDK keeps it private, a probe of what it reaches needs it bare. */
async function runOnce(job: InngestFunction.Any, name: string, data: unknown): Promise<void> {
  const handler: unknown = Reflect.get(job, "fn");
  if (typeof handler !== "function") throw new Error(`${job.id()} has no handler where the SDK keeps it.`);
  const event = { name, data, id: "probe", ts: 0 };
  try {
    await handler({ event, events: [event], step, runId: "probe", attempt: 0 });
  } catch (error) {
    if (!(error instanceof Asleep)) throw error;
  }
}

/** What the owner's own event says: every id that the event's schema names. */
export function eventOf(event: EventName, world: ProbeWorld): Record<string, unknown> {
  const schema = z.toJSONSchema(eventSchemas[event], { io: "input" });
  const required = new Set(schema.required ?? []);
  return Object.fromEntries(
    Object.keys(schema.properties ?? {})
      .filter((name) => required.has(name))
      .map((name) => [name, name.endsWith("Ids") ? [idFor(name.slice(0, -1), world)] : idFor(name, world)]),
  );
}

function idFor(name: string, world: ProbeWorld): string {
  const id = world.ids[name];
  if (id === undefined) throw new Error(`e2e/security/world.ts knows no ${name}, which an event names.`);
  return id;
}

/** The own partner's event with one or all ids of the other partner's records in it. */
export function jobProbes(event: EventName, own: ProbeWorld, other: ProbeWorld): JobProbe[] {
  const mine = eventOf(event, own);
  const theirs = eventOf(event, other);
  const names = Object.keys(mine).filter((name) => name !== "partnerId");
  const one = names.map((name) => ({ name: `their ${name}`, data: { ...mine, [name]: theirs[name] } }));
  return [
    ...one,
    { name: "all of theirs under the own partner", data: { ...theirs, partnerId: own.partnerId } },
  ];
}
