import { z } from "zod";
import { seededRandom } from "./random";

const faultKinds = [
  "before-write",
  "after-write",
  "mid-answer",
  "late-commit",
  "hold",
  "429",
  "500",
  "502-html",
  "html-200",
  "slow",
  "stall",
  "empty-success",
  "half-page",
  "looping-page",
  "moved-zone",
  "expired",
  "lost-right",
] as const;

/** Points at which `hold` stops a request until it is released. */
const holdPoints = ["before-write", "after-write", "mid-answer"] as const;

export const faultSchema = z.strictObject({
  kind: z.enum(faultKinds),
  /** Which requests: verb, path pattern (`*` stands for anything, casing does not matter), writes only. */
  method: z.string().optional(),
  path: z.string().default("*"),
  writes: z.boolean().optional(),
  /** The first matching request that may be hit, counted from 1. */
  nth: z.int().min(1).default(1),
  /** How many requests are hit; null: all of them. */
  count: z.int().min(1).nullable().default(1),
  probability: z.number().min(0).max(1).default(1),
  seed: z.int().default(1),
  /** `slow`: how long; `late-commit`: how long after the cut the write is applied. */
  ms: z.int().min(0).default(1000),
  /** `429`: seconds in the Retry-After header, as a number or as an HTTP date; absent without it. */
  retryAfter: z.strictObject({ seconds: z.int().min(0), asDate: z.boolean().default(false) }).optional(),
  /** `500`: the sentence in `errors`; without it the body is not JSON. */
  text: z.string().optional(),
  /** `hold`: where. */
  point: z.enum(holdPoints).default("before-write"),
  /** `moved-zone`: the new zone's path prefix. */
  zone: z
    .string()
    .regex(/^[a-z0-9-]+$/)
    .default("zone2"),
});

export type FaultDefinition = z.output<typeof faultSchema>;
export type Release = "go" | "cut";

/** A fault that hit a request. `held` resolves when somebody releases it. */
export type FiredFault = {
  readonly id: number;
  readonly definition: FaultDefinition;
  held(): Promise<Release>;
};

type Fault = {
  readonly id: number;
  readonly definition: FaultDefinition;
  readonly matches: (method: string, path: string, write: boolean) => boolean;
  readonly random: () => number;
  readonly waiting: Set<(release: Release) => void>;
  seen: number;
  fired: number;
};

/** The faults set for one world, in the order they were set; the first that applies hits a request. */
export class FaultBook {
  #faults: Fault[] = [];
  #lastId = 0;

  add(definition: FaultDefinition): number {
    this.#lastId += 1;
    this.#faults.push({
      id: this.#lastId,
      definition,
      matches: matcher(definition),
      random: seededRandom(definition.seed),
      waiting: new Set(),
      seen: 0,
      fired: 0,
    });
    return this.#lastId;
  }

  /** Removes all or one; whoever is held goes on. */
  clear(id?: number): void {
    for (const fault of this.#faults) if (id === undefined || fault.id === id) releaseAll(fault, "go");
    this.#faults = this.#faults.filter((fault) => id !== undefined && fault.id !== id);
  }

  release(id: number, release: Release): void {
    for (const fault of this.#faults) if (fault.id === id) releaseAll(fault, release);
  }

  list(): (FaultDefinition & { id: number; seen: number; fired: number; waiting: number })[] {
    return this.#faults.map(({ id, definition, seen, fired, waiting }) => ({
      id,
      ...definition,
      seen,
      fired,
      waiting: waiting.size,
    }));
  }

  /** The fault that hits this request, if any; counts the request in every fault that it matches. */
  take(method: string, path: string, write: boolean): FiredFault | undefined {
    let hit: Fault | undefined;
    for (const fault of this.#faults) {
      if (!fault.matches(method, path, write)) continue;
      fault.seen += 1;
      const { nth, count, probability } = fault.definition;
      const open = fault.seen >= nth && (count === null || fault.fired < count);
      if (!hit && open && fault.random() < probability) hit = fault;
    }
    if (!hit) return undefined;
    hit.fired += 1;
    const { id, definition, waiting } = hit;
    return { id, definition, held: () => new Promise((resolve) => waiting.add(resolve)) };
  }
}

function releaseAll(fault: Fault, release: Release): void {
  for (const go of fault.waiting) go(release);
  fault.waiting.clear();
}

function matcher({ method, path, writes }: FaultDefinition): Fault["matches"] {
  const escaped = path.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
  const pattern = new RegExp(`^${escaped}$`, "i");
  return (itsMethod, itsPath, itsWrite) =>
    (method === undefined || method.toUpperCase() === itsMethod) &&
    pattern.test(itsPath) &&
    (writes === undefined || writes === itsWrite);
}
