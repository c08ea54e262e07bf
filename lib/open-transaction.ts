import { AsyncLocalStorage } from "node:async_hooks";

/**
 * Knows whether the present chain of calls runs inside a database transaction. A PSA call made there would hold locks
 * for seconds and could be rolled back after the PSA has acted, so the PSA transport asks before it sends.
 */
const open = new AsyncLocalStorage<{ readonly since: string }>();

export function runAsOpenTransaction<T>(work: () => Promise<T>): Promise<T> {
  return open.run({ since: "transaction" }, work);
}

export function hasOpenTransaction(): boolean {
  return open.getStore() !== undefined;
}
