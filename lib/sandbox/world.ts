import type { ClockState } from "./clock";
import { WorldClock } from "./clock";
import { FaultBook } from "./faults";
import type { Journal } from "./journal";
import { RequestLog } from "./request-log";
import { type Json, type Row, Table } from "./table";

/** A write whose answer never came and that is applied when the world's clock reaches `dueAt`. */
export type DelayedWrite = { readonly dueAt: number; readonly request: Json };

/** What a world knows beside its rows; stored as one document. `settings` belong to the look-alike that plays it. */
export type WorldHead = {
  readonly provider: string;
  readonly settings: Json;
  readonly clock: ClockState;
  readonly delayed: readonly DelayedWrite[];
  /** What `reset` loads again. */
  readonly definition: Json;
};

export type TableSpec = { readonly name: string; readonly indexed: readonly string[] };

/**
 * One PSA database with everything that belongs to it: rows, clock, faults, log. Named after its first API user.
 * Changes happen in memory within one turn of the event loop, so requests never see half of a change.
 */
export class World {
  readonly name: string;
  readonly provider: string;
  readonly clock: WorldClock;
  readonly faults = new FaultBook();
  readonly log = new RequestLog();
  readonly journal: Journal;
  readonly #tables: ReadonlyMap<string, Table<Row>>;
  readonly #lastIds = new Map<string, number>();
  readonly definition: Json;
  #settings: Json;
  #delayed: readonly DelayedWrite[];
  #undo: (() => void)[] | undefined;

  constructor(name: string, head: WorldHead, specs: readonly TableSpec[], journal: Journal) {
    this.name = name;
    this.provider = head.provider;
    this.clock = new WorldClock(head.clock);
    this.journal = journal;
    this.definition = head.definition;
    this.#settings = head.settings;
    this.#delayed = head.delayed;
    this.#tables = new Map(
      specs.map((spec) => [
        spec.name,
        new Table<Row>(spec.name, spec.indexed, (table, id, before) => {
          this.#undo?.push(() => this.#putBack(table, id, before));
          journal.row(name, table.name, id, table.find(id));
        }),
      ]),
    );
  }

  get settings(): Json {
    return this.#settings;
  }

  set settings(settings: Json) {
    const before = this.#settings;
    this.#undo?.push(() => {
      this.#settings = before;
      this.saveHead();
    });
    this.#settings = settings;
    this.saveHead();
  }

  get delayed(): readonly DelayedWrite[] {
    return this.#delayed;
  }

  set delayed(delayed: readonly DelayedWrite[]) {
    this.#delayed = delayed;
    this.saveHead();
  }

  get tables(): Iterable<Table<Row>> {
    return this.#tables.values();
  }

  table(name: string): Table<Row> {
    const table = this.#tables.get(name);
    if (!table) throw new Error(`This world has no table ${name}.`);
    return table;
  }

  /** An id that no row of the table has had since the sandbox started. */
  nextId(table: string): number {
    const id = Math.max(this.#lastIds.get(table) ?? 0, this.table(table).lastId) + 1;
    this.#lastIds.set(table, id);
    return id;
  }

  /** Runs a change whole or not at all: an error puts every row back. */
  atomically<T>(work: () => T): T {
    if (this.#undo) return work();
    const undo: (() => void)[] = [];
    this.#undo = undo;
    try {
      return work();
    } catch (error) {
      for (const step of undo.reverse()) step();
      throw error;
    } finally {
      this.#undo = undefined;
    }
  }

  saveHead(): void {
    const { provider, clock, definition } = this;
    const head = {
      provider,
      settings: this.#settings,
      clock: clock.state,
      delayed: this.#delayed,
      definition,
    };
    this.journal.head(this.name, head);
  }

  #putBack(table: Table<Row>, id: number, before: Row | undefined): void {
    table.restore(id, before);
    this.journal.row(this.name, table.name, id, before);
  }
}
