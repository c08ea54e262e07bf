import type { RequestEntry } from "./request-log";
import type { Json, Row } from "./table";

/** What must be stored together: either all of it survives a kill of the sandbox or none. */
export type Batch = {
  /** Worlds whose rows go before anything else is written. */
  readonly emptied: ReadonlySet<string>;
  /** Worlds whose log goes before anything else is written. */
  readonly forgotten: ReadonlySet<string>;
  /** A world's own document; null removes the world. */
  readonly heads: ReadonlyMap<string, Json>;
  readonly rows: readonly { world: string; table: string; id: number; row: Row | undefined }[];
  readonly requests: readonly { world: string; entry: RequestEntry }[];
};

export type StoredContent = {
  readonly rows: readonly { table: string; row: Row }[];
  readonly requests: readonly RequestEntry[];
};

/** Where worlds outlive the process. `write` resolves when the batch would survive a loss of power. */
export type WorldStore = {
  heads(): Promise<ReadonlyMap<string, Json>>;
  content(world: string): Promise<StoredContent>;
  write(batch: Batch): Promise<void>;
  close(): Promise<void>;
};

/** Keeps nothing: for tests of behaviour, which need no restart. */
export const forgetfulStore: WorldStore = {
  heads: async () => new Map(),
  content: async () => ({ rows: [], requests: [] }),
  write: async () => {},
  close: async () => {},
};
