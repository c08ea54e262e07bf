import { randomUUID } from "node:crypto";
import type { Inngest } from "inngest";
import pg from "pg";
import { log } from "@/lib/log";
import { openDoorbell } from "./engine/doorbell";
import { every } from "./engine/every";
import { renewLeases, returnLeases, thisHost } from "./engine/leases";
import { relayOutbox } from "./relay";

const longestWaitMs = 1_000;
const heartbeatMs = 4_000;
const longestPauseMs = 30_000;

/**
 * Hands announcements to a real Inngest server. Each is sent with its row's id as the event's id, so that one that was
 * sent but not marked (this process died in between) starts nothing twice. While the server cannot be reached the rows
 * wait, and the pauses grow to 30 s.
 */
export async function startRelay(
  databaseUrl: string,
  inngest: Pick<Inngest, "send">,
): Promise<{ stop(): Promise<void> }> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 3 });
  pool.on("error", () => {});
  const doorbell = await openDoorbell(databaseUrl);
  const worker = { id: randomUUID(), host: thisHost(), leaseMs: heartbeatMs, leases: [] };
  await renewLeases(pool, worker);
  const heartbeat = every(heartbeatMs, "tell that the relay lives", () => renewLeases(pool, worker));
  let isStopping = false;
  let failures = 0;

  const loop = (async () => {
    while (!isStopping) {
      try {
        const relayed = await relayOutbox(pool, async (_client, events) => {
          await inngest.send([...events]);
        });
        failures = 0;
        if (relayed === 0) await doorbell.wait(longestWaitMs);
      } catch (error) {
        failures += 1;
        log.warn("announcements could not be handed to the Inngest server and wait", { error, failures });
        await new Promise((resolve) => setTimeout(resolve, Math.min(500 * 2 ** failures, longestPauseMs)));
      }
    }
  })();

  return {
    async stop() {
      isStopping = true;
      doorbell.ring();
      await loop;
      await heartbeat.stop();
      await doorbell.close();
      await returnLeases(pool, [worker.id]);
      await pool.end();
    },
  };
}
