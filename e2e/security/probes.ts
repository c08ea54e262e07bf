import { z } from "zod";
import type { ManifestEntry } from "@/lib/http/manifest";
import { type Caller, call } from "@/lib/http/test-call";
import { routeName, type Sample, sampleOf } from "./samples";
import type { ProbeWorld } from "./world";

/** One attempt to reach the other partner's records: the own request with one or all of its ids exchanged. */
export type Probe = { entry: ManifestEntry; name: string; sample: Sample; foreignId: string };

/** An id of the same form that nobody has. */
export const nobodys = (id: string): string =>
  z.uuid().safeParse(id).success ? "0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a" : "nobodys";

/** The catalogue is one for all partners. */
const shared = new Set(["productId", "spareProductId"]);

/**
 * Every probe of a route: each id of the owner's request exchanged for the other partner's of the same kind, for others
 * of its ids (a task's id where a plan's belongs), all of them together, and as a filter wherever the query names one.
 */
export function probesOf(entry: ManifestEntry, own: ProbeWorld, other: ProbeWorld): Probe[] {
  const mine = sampleOf(entry, own);
  const theirs = sampleOf(entry, other);
  const probes: Probe[] = [];
  const add = (what: string, sample: Sample, foreignId: string) =>
    probes.push({ entry, name: `${routeName(entry)} with ${what}`, sample, foreignId });
  for (const [name, id] of Object.entries(theirs.params ?? {})) {
    if (id === mine.params?.[name] || isShared(id, other)) continue;
    const at = (value: string): Sample => ({ ...mine, params: { ...mine.params, [name]: value } });
    add(`their ${name}`, at(id), id);
    for (const kind of ["customerId", "planId", "partnerId"]) {
      const stray = other.ids[kind];
      if (stray !== undefined && kind !== name) add(`their ${kind} as ${name}`, at(stray), stray);
    }
  }
  for (const path of idPaths(mine.body, own)) {
    const id = valueAt(theirs.body, path);
    if (typeof id !== "string" || id === valueAt(mine.body, path) || isShared(id, other)) continue;
    add(`their ${path.join(".")}`, { ...mine, body: exchange(mine.body, path, id) }, id);
  }
  if (probes.length > 1) add("all of theirs", theirs, other.partnerId);
  for (const name of filtersOf(entry).filter((each) => !shared.has(each))) {
    for (const id of [other.ids[name], other.partnerCode, other.partnerId, other.marker]) {
      if (id !== undefined)
        add(`their filter ${name}`, { ...mine, query: { ...mine.query, [name]: id } }, id);
    }
  }
  return probes;
}

export async function send(entry: ManifestEntry, sample: Sample, caller: Caller) {
  const query = sample.query ? `?${new URLSearchParams(sample.query)}` : "";
  return call(entry.handler, {
    method: entry.method,
    path:
      entry.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(sample.params?.[name] ?? "")) +
      query,
    caller,
    ...(sample.params && { params: sample.params }),
    ...(sample.body !== undefined && { body: sample.body }),
  });
}

/** The same probe with an id that nobody has: the answer to both must be the same, or it tells what exists. */
export function asNobodys(probe: Probe): Sample {
  const text = JSON.stringify(probe.sample);
  return JSON.parse(text.replaceAll(probe.foreignId, nobodys(probe.foreignId))) as Sample;
}

/** An answer without what differs from one request to the next. */
export function comparable(answer: { status: number; json: unknown }, sentId: string): string {
  const text = JSON.stringify(answer.json) ?? "";
  return `${answer.status} ${text.replaceAll(sentId, "<id>").replace(/req_[0-9a-f]{32}/g, "<request>")}`;
}

const isShared = (id: string, world: ProbeWorld): boolean =>
  id === world.foreign.productIdentity || [...shared].some((name) => world.ids[name] === id);

type Path = readonly (string | number)[];

function idPaths(value: unknown, world: ProbeWorld, path: Path = []): Path[] {
  if (typeof value === "string") return isIdOf(value, world) ? [path] : [];
  if (Array.isArray(value)) return value.flatMap((item, index) => idPaths(item, world, [...path, index]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => idPaths(member, world, [...path, name]));
}

const isIdOf = (value: string, world: ProbeWorld): boolean =>
  value === world.partnerCode || Object.values(world.ids).includes(value);

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, name) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, name) : undefined),
    value,
  );
}

function exchange(body: unknown, path: Path, id: string): unknown {
  const copy: unknown = structuredClone(body);
  const holder = valueAt(copy, path.slice(0, -1));
  const last = path.at(-1);
  if (typeof holder === "object" && holder !== null && last !== undefined) Reflect.set(holder, last, id);
  return copy;
}

/** Members of the query that can name somebody's record. */
function filtersOf(entry: ManifestEntry): string[] {
  if (!entry.definition.query) return [];
  const schema = z.toJSONSchema(entry.definition.query, { io: "input", unrepresentable: "any" });
  return Object.keys(schema.properties ?? {}).filter((name) =>
    /(Id|Ids|Code|code|search|query|q|name)$/.test(name),
  );
}
