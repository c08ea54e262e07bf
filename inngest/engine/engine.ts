import { randomUUID } from "node:crypto";
import pg from "pg";
import { log } from "@/lib/log";
import { openApi } from "./api";
import { openPortal } from "./call-portal";
import { openCatalogue } from "./catalogue";
import { cleanUp } from "./clean-up";
import { openDoorbell } from "./doorbell";
import { every } from "./every";
import { planCrons } from "./fire-crons";
import { UnsupportedFunctionError } from "./function-config";
import { freeDeadWorkers, renewLeases, returnLeases, thisHost } from "./leases";
import type { EngineSettings } from "./settings";
import { startWorker } from "./worker";

export type Engine = {
  readonly port: number;
  /** Resolves when the portal's functions are known and accepted; rejects with UnsupportedFunctionError. */
  readonly ready: Promise<void>;
  /** Takes nothing new, lets calls under way end for `graceMs` (default 3 s), gives the rest back. */
  stop(graceMs?: number): Promise<void>;
};

const syncRetryMs = 250;
/** A portal that takes longer than this many tries (10 s) to answer is worth a line in the log. */
const quietTries = 40;
const syncEveryMs = 60_000;
const cleanUpEveryMs = 60 * 60 * 1000;

/**
 * Drives the portal's durable functions from this process, as an Inngest server would from its own. Any number may run
 * on one database. Starts before the portal does and asks it for its functions until it answers.
 */
export async function startEngine(settings: EngineSettings): Promise<Engine> {
  const { databaseUrl, portalUrl, signingKey, eventKey, leaseMs = 12_000 } = settings;
  const id = randomUUID();
  const host = thisHost();
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });
  // Ends of idle connections (the database restarts) are no failure: the next query opens a new one.
  pool.on("error", () => {});
  const portal = openPortal(portalUrl, signingKey);
  const catalogue = openCatalogue(portal, portalUrl);
  const doorbell = await openDoorbell(databaseUrl);

  await renewLeases(pool, { id, host, leaseMs, leases: [] });
  await freeDeadWorkers(pool, host, id);
  const worker = startWorker({
    id,
    pool,
    portal,
    catalogue,
    doorbell,
    capacity: settings.capacity ?? 25,
    checkpointing: settings.checkpointing ?? true,
    leaseMs,
  });
  const api = await openApi(
    {
      pool,
      catalogue,
      doorbell,
      signingKey,
      eventKey,
      health: () => ({ worker: id, inFlight: worker.leases.length }),
    },
    settings.port,
  );

  let isStopping = false;
  const sync = async (): Promise<void> => {
    await catalogue.sync();
    await planCrons(pool, catalogue.functions);
    doorbell.ring();
  };
  const ready = (async () => {
    for (let tries = 1; !isStopping; tries += 1) {
      try {
        return await sync();
      } catch (error) {
        if (error instanceof UnsupportedFunctionError) throw error;
        if (tries % quietTries === 0) log.warn("the engine still waits for the portal", { error });
        await new Promise((resolve) => setTimeout(resolve, syncRetryMs));
      }
    }
  })();
  // Whoever starts the engine looks at `ready` when it suits; until then a refusal is not an unhandled one.
  ready.catch(() => {});

  const timers = [
    every(leaseMs / 3, "renew leases", async () => {
      await renewLeases(pool, { id, host, leaseMs, leases: worker.leases });
      if (await freeDeadWorkers(pool, host, id)) doorbell.ring();
    }),
    every(syncEveryMs, "sync functions", sync),
    every(cleanUpEveryMs, "remove old runs", () => cleanUp(pool)),
  ];

  return {
    port: api.port,
    ready,
    async stop(graceMs = 3_000) {
      if (isStopping) return;
      isStopping = true;
      await worker.stop(graceMs);
      await Promise.all(timers.map((timer) => timer.stop()));
      await api.close();
      await doorbell.close();
      await returnLeases(pool, [id]).catch((error: unknown) =>
        log.warn("leases run out by themselves", { error }),
      );
      await pool.end();
    },
  };
}
