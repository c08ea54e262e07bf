import type pg from "pg";
import { inTransaction } from "@/db/in-transaction";
import { log } from "@/lib/log";
import { relayOutbox } from "../relay";
import { type Answer, readAnswer } from "./answer";
import { applyAnswer } from "./apply-answer";
import type { Portal } from "./call-portal";
import type { Catalogue } from "./catalogue";
import { claimJobs } from "./claim-jobs";
import { startDueBatches } from "./collect-batches";
import { callBody, type Dispatch, readDispatches } from "./dispatch";
import type { Doorbell } from "./doorbell";
import { readDueWork } from "./due-work";
import { fireCrons, planCrons } from "./fire-crons";
import { ingestEvents } from "./ingest-events";
import { wakeSleepers } from "./wake-sleepers";

export type Worker = {
  /** The leases of the calls under way. */
  readonly leases: readonly string[];
  /** Takes nothing new, waits up to `graceMs` for the calls under way, and comes back. */
  stop(graceMs: number): Promise<void>;
};

export type WorkerParts = {
  id: string;
  pool: pg.Pool;
  portal: Portal;
  catalogue: Catalogue;
  doorbell: Doorbell;
  capacity: number;
  checkpointing: boolean;
  leaseMs: number;
};

/** Poll: also what notifications did not tell of (a pooler in between, a clock that was moved by hand) is found. */
const longestWaitMs = 1_000;
const pauseAfterErrorMs = 500;

/** Starts the loop that turns what is due into calls of the portal, and their answers into rows. */
export function startWorker(parts: WorkerParts): Worker {
  const { pool, catalogue, doorbell } = parts;
  const calls = new Set<Promise<void>>();
  const held = new Set<string>();
  let isStopping = false;
  let lastNow: Date | undefined;

  /** One run, for as long as it goes on at once. */
  const follow = async (first: Dispatch): Promise<void> => {
    for (let dispatch: Dispatch | undefined = first; dispatch; ) {
      const { lease }: Dispatch = dispatch;
      held.add(lease);
      try {
        const next = await callAndApply(parts, dispatch, !isStopping);
        dispatch = next === undefined ? undefined : (await readDispatches(pool, [next]))[0];
      } finally {
        held.delete(lease);
      }
    }
  };

  const start = (dispatch: Dispatch): void => {
    const call = follow(dispatch)
      // The lease runs out and another attempt is made; nothing is lost by a failure here.
      .catch((error: unknown) => log.error("an answer could not be applied", { error }))
      .finally(() => {
        calls.delete(call);
        doorbell.ring();
      });
    calls.add(call);
  };

  const turn = async (): Promise<void> => {
    const due = await readDueWork(pool);
    if (lastNow && due.now < lastNow) await planCrons(pool, catalogue.functions);
    lastNow = due.now;
    const { functions } = catalogue;
    if (due.outbox)
      await relayOutbox(pool, (client, events, now) => ingestEvents(client, functions, events, now));
    if (due.sleepers) await wakeSleepers(pool);
    if (due.batches) await inTransaction(pool, (client) => startDueBatches(client, functions, due.now));
    if (due.crons) await fireCrons(pool, functions);
    const leases = await claimJobs(pool, {
      worker: parts.id,
      functions: [...functions.keys()],
      free: parts.capacity - calls.size,
      leaseMs: parts.leaseMs,
    });
    for (const dispatch of await readDispatches(pool, leases)) start(dispatch);
    if (leases.length > 0) return;
    await doorbell.wait(Math.max(1, Math.min(longestWaitMs, due.nextInMs ?? longestWaitMs)));
  };

  const loop = (async () => {
    while (!isStopping) {
      try {
        if (catalogue.isSynced) await turn();
        else await doorbell.wait(longestWaitMs);
      } catch (error) {
        log.warn("the engine's turn failed and is repeated", { error });
        await new Promise((resolve) => setTimeout(resolve, pauseAfterErrorMs));
      }
    }
  })();

  return {
    get leases() {
      return [...held];
    },
    async stop(graceMs) {
      isStopping = true;
      doorbell.ring();
      await loop;
      const grace = new Promise<void>((resolve) => setTimeout(resolve, graceMs).unref());
      await Promise.race([Promise.all(calls), grace]);
      parts.portal.close();
      await Promise.all(calls);
    },
  };
}

/** One call and what follows from it; the lease under which the run goes on at once, if it does. */
async function callAndApply(
  { pool, portal, catalogue, checkpointing, leaseMs }: WorkerParts,
  dispatch: Dispatch,
  mayContinue: boolean,
): Promise<string | undefined> {
  const config = catalogue.functions.get(dispatch.fnId);
  let answer: Answer;
  try {
    if (!config) throw new Error(`The portal no longer serves ${dispatch.fnId}.`);
    answer = readAnswer(
      await portal.call({
        method: "POST",
        query: { fnId: dispatch.fnId, stepId: dispatch.stepId || "step" },
        headers: { "x-request-id": dispatch.lease, "x-run-id": dispatch.runId },
        body: callBody(dispatch, config, checkpointing),
      }),
    );
  } catch (error) {
    answer = { kind: "unreachable", reason: error instanceof Error ? error.message : String(error) };
  }
  if (answer.kind === "unreachable") {
    log.warn("the portal did not run a function", { fnId: dispatch.fnId, reason: answer.reason });
  }
  return applyAnswer(pool, dispatch, answer, { functions: catalogue.functions, leaseMs, mayContinue });
}
