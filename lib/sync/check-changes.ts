import type { RunCounts, SyncTrigger } from "@/db/schema/sync";
import type { Ctx, Tx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { toInstant } from "@/lib/clock";
import { requireBilling } from "@/lib/connections/require-billing";
import { businessDate, sayTime } from "@/lib/dates";
import { AppError } from "@/lib/errors";
import { announce } from "@/lib/outbox/announce";
import { checkPages } from "./check-pages";
import { noCounts } from "./decision";
import { runResult } from "./run-result";
import { beginWork, failRun, finishRun, type OpenedRun, openRun, waitingLimit } from "./run-store";

export type CheckOutcome = {
  syncRunId: string;
  state: "running" | "finished";
  /** Another check was under way; nothing was started. */
  joined: boolean;
  /** The sentence for the person who asked. */
  message: string;
  counts?: RunCounts;
};

/**
 * Check Changes: turns what no check has seen of one connection's customers into sync tasks. The first check of a
 * connection makes a sale for each active subscription and looks back one calendar month. Tasks, marks and the
 * end of the run are committed together; the run itself is visible while it works, so that a second click joins it, and
 * a run whose process died is taken over by the next click. Nothing is sent to a PSA.
 */
export async function checkChanges(
  ctx: Ctx,
  input: { connectionId: string; trigger: SyncTrigger },
): Promise<CheckOutcome> {
  requirePermission(ctx, "sync.run");
  const { run, now, nothing } = await ctx.transaction(async (tx) => {
    await requireBilling(tx, input.connectionId);
    const opened = await openRun(tx, input.connectionId, input.trigger);
    return { run: opened, now: tx.now, nothing: opened && (await finishWithoutWork(tx, input, opened)) };
  });
  if (nothing) return nothing;
  if (!run) throw new AppError("not_found", "There is no such connection.");
  const syncRunId = run.syncRunId ?? run.runningId;
  if (!syncRunId) refuse(run);
  if (run.syncRunId === null && run.isAtWork) return joined(run, syncRunId, now);
  try {
    return await work(ctx, { ...input, syncRunId }, run);
  } catch (error) {
    await ctx.transaction((tx) =>
      failRun(tx, syncRunId, "The check failed; nothing of it was kept. Check again."),
    );
    throw error;
  }
}

/** Nothing is unseen: the run ends in the transaction that opened it. */
async function finishWithoutWork(
  tx: Tx,
  input: { connectionId: string },
  run: OpenedRun,
): Promise<CheckOutcome | undefined> {
  if (run.syncRunId === null || run.hasUnseen || run.lastFinishedAt === null) return undefined;
  return finish(tx, { ...input, syncRunId: run.syncRunId }, run, noCounts);
}

/** One transaction for the whole check; read and judged again when somebody decides a task in between. */
async function work(
  ctx: Ctx,
  input: { connectionId: string; syncRunId: string },
  run: OpenedRun,
): Promise<CheckOutcome> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ctx.transaction(async (tx) => {
        const today = businessDate(tx.now, run.zone);
        await beginWork(tx, input.connectionId);
        const counts = await checkPages(tx, {
          ...input,
          today,
          zone: run.zone,
          takesUnmapped: run.isOldest,
          isFirstRun: run.lastFinishedAt === null,
        });
        return finish(tx, input, run, counts);
      });
    } catch (error) {
      const isOutrun = error instanceof AppError && error.code === "conflict";
      if (!isOutrun || attempt >= 3) throw error;
    }
  }
}

async function finish(
  tx: Tx,
  input: { connectionId: string; syncRunId: string },
  run: OpenedRun,
  counts: RunCounts,
): Promise<CheckOutcome> {
  const today = businessDate(tx.now, run.zone);
  const since =
    run.lastFinishedAt === null ? undefined : sayTime(toInstant(run.lastFinishedAt), run.zone, today);
  const message = runResult({ counts, since, waiting: run.waiting, waitingLimit });
  const isMine = await finishRun(tx, { ...input, counts, result: message });
  // Another process had the same run and was first: what it left for us would belong to no run.
  if (!isMine && counts.lookedAt > 0) {
    throw new AppError("conflict", "This check was finished by another process. Check again.");
  }
  if (isMine && counts.made + counts.merged + counts.superseded > 0) {
    const data = { partnerId: tx.ctx.partnerId, connectionId: input.connectionId };
    await announce(tx, { name: "sync/tasks.changed", data });
  }
  return { syncRunId: input.syncRunId, state: "finished", joined: !isMine, message, counts };
}

function joined(run: OpenedRun, syncRunId: string, now: Date): CheckOutcome {
  const today = businessDate(now, run.zone);
  const since =
    run.runningSince === null ? "just now" : sayTime(toInstant(run.runningSince), run.zone, today);
  return {
    syncRunId,
    state: "running",
    joined: true,
    message: `A check is running since ${since}; this click joined it.`,
  };
}

function refuse(run: OpenedRun): never {
  if (run.connectionState === "active" || run.connectionState === "unreachable") {
    throw new AppError(
      "conflict",
      "Another check of this connection began at the same moment. Read it in a second.",
    );
  }
  throw new AppError(
    "precondition_failed",
    `Connection '${run.connectionName}' is ${run.connectionState}; nothing was checked. Set it up or resume it first.`,
  );
}
