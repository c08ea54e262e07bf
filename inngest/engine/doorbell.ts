import pg from "pg";
import { log } from "@/lib/log";

/** Wakes the worker: by what this process does, by Postgres notifications, at the latest after the given time. */
export type Doorbell = {
  ring(): void;
  /** Resolves at the next ring, at once if it rang since the last wait, or after `timeoutMs`. */
  wait(timeoutMs: number): Promise<void>;
  close(): Promise<void>;
};

const channels = ["outbox", "engine", "business_clock"] as const;
const reconnectMs = 500;

/**
 * A connection of its own that listens. While it is gone (the database restarts, a pooler in between does not pass
 * notifications on) the time-outs of `wait` still find all work, only up to a second later.
 */
export async function openDoorbell(databaseUrl: string): Promise<Doorbell> {
  let hasRung = false;
  let isClosed = false;
  let waiting: (() => void) | undefined;
  let listener: pg.Client | undefined;
  let reconnect: NodeJS.Timeout | undefined;

  const ring = (): void => {
    hasRung = true;
    waiting?.();
  };

  const listen = async (): Promise<void> => {
    const client = new pg.Client({ connectionString: databaseUrl });
    const lose = (): void => {
      if (isClosed || listener !== client) return;
      listener = undefined;
      reconnect = setTimeout(() => void listen(), reconnectMs);
    };
    listener = client;
    client.on("error", lose);
    client.on("end", lose);
    client.on("notification", ring);
    try {
      await client.connect();
      for (const channel of channels) await client.query(`listen ${channel}`);
      // Whatever was announced while nobody listened.
      ring();
    } catch (error) {
      log.warn("the engine cannot listen for notifications", { error });
      await client.end().catch(() => {});
      lose();
    }
  };
  await listen();

  return {
    ring,
    wait: (timeoutMs) =>
      new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          waiting = undefined;
          hasRung = false;
          resolve();
        };
        const timer = setTimeout(done, timeoutMs);
        waiting = done;
        if (hasRung) done();
      }),
    close: async () => {
      isClosed = true;
      clearTimeout(reconnect);
      await listener?.end().catch(() => {});
    },
  };
}
