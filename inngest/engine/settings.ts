export type EngineSettings = {
  /** Postgres, by the restricted role. */
  databaseUrl: string;
  /** Origin of the portal, "http://localhost:3000"; its functions are served at /api/inngest. */
  portalUrl: string;
  /** Port of the engine's own API on 127.0.0.1; 0 takes a free one. */
  port: number;
  /** Hexadecimal, an even number of digits, with or without "signkey-prod-". */
  signingKey: string;
  /** Whoever sends events over HTTP names this key in the address. */
  eventKey: string;
  /** Calls of the portal at the same time, by this process. Default 25; what is more waits in the table. */
  capacity?: number;
  /** Several steps in one call, each reported as it ends. Default true; false makes one call for each step. */
  checkpointing?: boolean;
  /** How long a claimed job stays ours without a sign of life. Default 12 s; renewed at a third of it. */
  leaseMs?: number;
};

/** The portal's address for functions; the SDK and the real server use the same. */
export const servePath = "/api/inngest";

/** A step may take this long (the SDK's own limit); then the call counts as not answered. */
export const callTimeoutMs = 2 * 60 * 60 * 1000;

/** After a call that reached no SDK: try again after this long, without spending an attempt. */
export const unreachablePauseMs = 2_000;

/** Finished runs, seen events and relayed outbox rows are kept this many days of business time. */
export const keepDays = 7;
