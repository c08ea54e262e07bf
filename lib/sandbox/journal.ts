import { setTimeout as delay } from "node:timers/promises";
import type { RequestEntry } from "./request-log";
import type { Batch, WorldStore } from "./store";
import type { Json, Row } from "./table";

type Pending = {
  emptied: Set<string>;
  forgotten: Set<string>;
  heads: Map<string, Json>;
  rows: Map<string, Batch["rows"][number]>;
  requests: Batch["requests"][number][];
};

const nothing = (): Pending => ({
  emptied: new Set(),
  forgotten: new Set(),
  heads: new Map(),
  rows: new Map(),
  requests: [],
});

/** How long a look at the log may lag behind when nothing else is being stored. */
const LAZY_MS = 250;
const RETRY_MS = 200;

/**
 * Brings changes to the store before anybody is told of them. Worlds change in memory at once; whoever answers awaits
 * `durable()`, which resolves when everything changed until then is stored. Changes that arrive while a batch is being
 * written share the next one, so many writers cost few commits.
 */
export class Journal {
  readonly #store: WorldStore;
  #pending = nothing();
  #flight: Promise<void> | undefined;
  #queued: Promise<void> | undefined;
  #lazy: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(store: WorldStore) {
    this.#store = store;
  }

  head(world: string, head: Json): void {
    this.#pending.heads.set(world, head);
  }

  row(world: string, table: string, id: number, row: Row | undefined): void {
    this.#pending.rows.set(`${world}\n${table}\n${id}`, { world, table, id, row });
  }

  /** Forgets what the world held; rows put afterwards are kept. */
  empty(world: string): void {
    this.#pending.emptied.add(world);
    for (const [key, one] of this.#pending.rows) if (one.world === world) this.#pending.rows.delete(key);
    this.forgetRequests(world);
  }

  forgetRequests(world: string): void {
    this.#pending.forgotten.add(world);
    this.#pending.requests = this.#pending.requests.filter((one) => one.world !== world);
  }

  /** Stored with the next batch, or soon: losing the log of a read in a kill is no loss. */
  request(world: string, entry: RequestEntry): void {
    this.#pending.requests.push({ world, entry });
    this.#lazy ??= setTimeout(() => {
      // Whoever awaits the same batch hears of its failure; for the log alone nobody waits.
      this.#flush().catch(() => {});
    }, LAZY_MS).unref();
  }

  async durable(): Promise<void> {
    const { emptied, forgotten, heads, rows } = this.#pending;
    if (rows.size + heads.size + emptied.size + forgotten.size > 0) await this.#flush();
    else await this.#flight;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#lazy);
    await this.#flush();
    await this.#store.close();
  }

  /** Everything pending goes with the batch after the one that is under way; callers share it. */
  #flush(): Promise<void> {
    this.#queued ??= this.#begin(this.#flight);
    return this.#queued;
  }

  async #begin(before: Promise<void> | undefined): Promise<void> {
    // A failed batch was reported to those who waited for it; the next one stands on its own.
    await before?.catch(() => {});
    this.#flight = this.#queued;
    this.#queued = undefined;
    clearTimeout(this.#lazy);
    this.#lazy = undefined;
    const batch = this.#pending;
    this.#pending = nothing();
    try {
      await this.#write({ ...batch, rows: [...batch.rows.values()] });
    } catch (error) {
      this.#putBack(batch);
      throw error;
    }
  }

  /** What could not be stored goes with the next batch, unless something newer has taken its place. */
  #putBack(batch: Pending): void {
    const newer = this.#pending;
    this.#pending = {
      emptied: new Set([...batch.emptied, ...newer.emptied]),
      forgotten: new Set([...batch.forgotten, ...newer.forgotten]),
      heads: new Map([...batch.heads, ...newer.heads]),
      rows: new Map([...[...batch.rows].filter(([, one]) => !newer.emptied.has(one.world)), ...newer.rows]),
      requests: [...batch.requests.filter((one) => !newer.forgotten.has(one.world)), ...newer.requests],
    };
  }

  /** The database may be killed and restarted under us: answers wait until it takes the batch. */
  async #write(batch: Batch): Promise<void> {
    for (;;) {
      try {
        await this.#store.write(batch);
        return;
      } catch (error) {
        if (this.#stopped || !isConnectionLoss(error)) throw error;
        await delay(RETRY_MS);
      }
    }
  }
}

/** True for what a restart of the database mends: refused and reset connections, shutdown and start-up (SQLSTATE 57P). */
function isConnectionLoss(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  return /^(57P|08|ECONN|EPIPE|ENOENT)/.test(code) || /connection terminated|timeout/i.test(error.message);
}
