/** A value as JSON carries it. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

/** One record of a look-alike. Rows are replaced, never changed in place, so that the old one can be put back. */
export type Row = { readonly id: number; readonly [member: string]: Json | undefined };

/** Told of every change: what must be stored before an answer leaves, and how to take the change back. */
export type ChangeSink = (table: Table<Row>, id: number, before: Row | undefined) => void;

/**
 * The rows of one entity in one world, in id order, with an index for each member that lists are asked by. A look-alike
 * of 100,000 unit rows is queried by contract or line hundreds of times in a run; a scan for each would be the slowest
 * part of every benchmark.
 */
export class Table<R extends Row> {
  readonly name: string;
  readonly #rows = new Map<number, R>();
  readonly #indexes: ReadonlyMap<string, Map<Json, Set<number>>>;
  readonly #changed: ChangeSink;
  #ids: number[] = [];
  #idsInOrder = true;

  constructor(name: string, indexed: readonly string[], changed: ChangeSink) {
    this.name = name;
    this.#indexes = new Map(indexed.map((member) => [member, new Map()]));
    this.#changed = changed;
  }

  get size(): number {
    return this.#rows.size;
  }

  get lastId(): number {
    return this.#orderedIds().at(-1) ?? 0;
  }

  isIndexed(member: string): boolean {
    return this.#indexes.has(member);
  }

  find(id: number): R | undefined {
    return this.#rows.get(id);
  }

  /** Throws when there is none: for rows that the caller's own row refers to. */
  get(id: number): R {
    const row = this.#rows.get(id);
    if (!row) throw new Error(`${this.name} ${id} is not in this world.`);
    return row;
  }

  /** All rows by id, ascending, from the first id above `afterId`. */
  *rows(afterId = Number.NEGATIVE_INFINITY): Generator<R> {
    const ids = this.#orderedIds();
    for (let at = firstAbove(ids, afterId); at < ids.length; at += 1) {
      const row = this.#rows.get(ids[at] ?? Number.NaN);
      if (row) yield row;
    }
  }

  /** Rows whose indexed `member` is one of `values`, by id, ascending. */
  by(member: string, ...values: readonly Json[]): R[] {
    const index = this.#indexes.get(member);
    if (!index) throw new Error(`${this.name} has no index on ${member}.`);
    const ids = new Set<number>();
    for (const value of values) for (const id of index.get(value) ?? []) ids.add(id);
    return [...ids].sort((a, b) => a - b).map((id) => this.get(id));
  }

  put(row: R): void {
    const before = this.#rows.get(row.id);
    this.#write(row.id, row);
    // Safe: who hears of a change reads rows as JSON, or puts back the one that was there before.
    this.#changed(this as unknown as Table<Row>, row.id, before);
  }

  delete(id: number): void {
    const before = this.#rows.get(id);
    if (!before) return;
    this.#write(id, undefined);
    this.#changed(this as unknown as Table<Row>, id, before);
  }

  /** Puts back what a change replaced, or takes in a stored row; tells nobody. */
  restore(id: number, row: R | undefined): void {
    this.#write(id, row);
  }

  #write(id: number, row: R | undefined): void {
    const before = this.#rows.get(id);
    for (const [member, index] of this.#indexes) {
      if (before) index.get(before[member] ?? null)?.delete(id);
      if (!row) continue;
      const value = row[member] ?? null;
      const ids = index.get(value);
      if (ids) ids.add(id);
      else index.set(value, new Set([id]));
    }
    if (row) this.#rows.set(id, row);
    else this.#rows.delete(id);
    if (!before && row) {
      this.#idsInOrder &&= (this.#ids.at(-1) ?? Number.NEGATIVE_INFINITY) < id;
      this.#ids.push(id);
    } else if (before && !row) {
      this.#ids = [];
      this.#idsInOrder = false;
    }
  }

  #orderedIds(): readonly number[] {
    if (!this.#idsInOrder) {
      this.#ids = [...this.#rows.keys()].sort((a, b) => a - b);
      this.#idsInOrder = true;
    }
    return this.#ids;
  }
}

function firstAbove(ids: readonly number[], limit: number): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ids[middle] ?? 0) > limit) high = middle;
    else low = middle + 1;
  }
  return low;
}
