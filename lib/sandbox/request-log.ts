import type { Json } from "./table";

/** One request that reached a world, as the page "What did the PSA receive?" and the fault runs read it. */
export type RequestEntry = {
  /** Counts up within the world; never used twice. */
  readonly seq: number;
  readonly id: string;
  /** World time, ISO text. */
  readonly at: string;
  readonly method: string;
  /** With the query, without prefix and version: `/Contracts/12/Services`. */
  readonly path: string;
  readonly write: boolean;
  readonly userName: string;
  /** What the caller says this request belongs to; opaque here. */
  readonly operation: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json;
  /** Null while under way and when the connection was cut before an answer. */
  status: number | null;
  answer: Json;
  latencyMs: number | null;
  outcome: "under way" | "answered" | "cut before" | "cut after" | "half answer" | "late" | "stalled";
  fault: string | null;
};

export type RequestFilter = {
  writes?: boolean;
  sinceSeq?: number;
  beforeSeq?: number;
  method?: string;
  path?: string;
  operation?: string;
  /** Stands in path, body or answer. */
  text?: string;
  limit?: number;
};

/** `repeatOf`: the first write that asked exactly the same, by its place in the log. */
export type ListedEntry = RequestEntry & { readonly repeatOf: number | null };

const KEPT = 5_000;
/** An answer of 500 rows would fill memory in minutes; its beginning is enough to read. */
const LONGEST_TEXT = 4_000;

export function shorten(text: string): Json {
  if (text.length > LONGEST_TEXT) return `${text.slice(0, LONGEST_TEXT)}…`;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

const textOf = (entry: RequestEntry): string =>
  JSON.stringify([entry.path, entry.body, entry.answer]).toLowerCase();
const questionOf = (entry: RequestEntry): string => JSON.stringify([entry.method, entry.path, entry.body]);

export class RequestLog {
  #entries: RequestEntry[] = [];
  #nextSeq = 1;
  readonly #counts = new Map<string, number>();
  #writes = 0;

  get nextSeq(): number {
    return this.#nextSeq;
  }

  /** `route` is the pattern that the calls are counted by: `POST /ContractServiceAdjustments`. */
  add(entry: RequestEntry, route: string): void {
    this.#nextSeq = entry.seq + 1;
    this.#entries.push(entry);
    if (this.#entries.length > KEPT * 1.2) this.#entries = this.#entries.slice(-KEPT);
    this.#counts.set(route, (this.#counts.get(route) ?? 0) + 1);
    if (entry.write) this.#writes += 1;
  }

  /** Takes in what was stored before a restart. The counts begin anew. */
  restore(entries: readonly RequestEntry[]): void {
    this.#entries = entries.slice(-KEPT);
    this.#nextSeq = (this.#entries.at(-1)?.seq ?? 0) + 1;
  }

  clear(): void {
    this.#entries = [];
    this.#counts.clear();
    this.#writes = 0;
  }

  list(filter: RequestFilter): ListedEntry[] {
    const text = filter.text?.toLowerCase();
    const found = this.#entries.filter(
      (entry) =>
        (filter.writes === undefined || entry.write === filter.writes) &&
        entry.seq > (filter.sinceSeq ?? 0) &&
        entry.seq < (filter.beforeSeq ?? Number.POSITIVE_INFINITY) &&
        (filter.method === undefined || entry.method === filter.method.toUpperCase()) &&
        (filter.path === undefined || entry.path.toLowerCase().includes(filter.path.toLowerCase())) &&
        (filter.operation === undefined || entry.operation === filter.operation) &&
        (text === undefined || textOf(entry).includes(text)),
    );
    const listed = filter.limit === undefined ? found : found.slice(-filter.limit);
    const firsts = this.#firstWrites();
    return listed.map((entry) => {
      const first = entry.write ? firsts.get(questionOf(entry)) : undefined;
      return { ...entry, repeatOf: first === undefined || first === entry.seq ? null : first };
    });
  }

  /** How much of the log can be read, and since when. */
  kept(): { total: number; writes: number; since: string | null } {
    return {
      total: this.#entries.length,
      writes: this.#entries.filter((entry) => entry.write).length,
      since: this.#entries[0]?.at ?? null,
    };
  }

  #firstWrites(): ReadonlyMap<string, number> {
    const firsts = new Map<string, number>();
    for (const entry of this.#entries) {
      if (entry.write && !firsts.has(questionOf(entry))) firsts.set(questionOf(entry), entry.seq);
    }
    return firsts;
  }

  /** Calls since the last clearing, also of entries that are no longer kept. */
  totals(): { total: number; writes: number; byRoute: Record<string, number> } {
    const byRoute = Object.fromEntries([...this.#counts].sort(([a], [b]) => a.localeCompare(b)));
    return {
      total: [...this.#counts.values()].reduce((sum, n) => sum + n, 0),
      writes: this.#writes,
      byRoute,
    };
  }
}
