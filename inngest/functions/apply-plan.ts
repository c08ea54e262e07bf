import { eventData } from "@/inngest/event-data";
import { withFailurePolicy } from "@/inngest/failure-policy";
import { jobContext } from "@/lib/auth/job-context";
import { applyChunk } from "@/lib/plans/apply-chunk";
import { finishPlan } from "@/lib/plans/finish-plan";
import { startPlan } from "@/lib/plans/start-plan";
import { finishTasks } from "@/lib/sync/finish-tasks";
import { replaceChangedTasks } from "@/lib/sync/replace-changed-tasks";
import { startTasks } from "@/lib/sync/start-tasks";
import { inngest } from "../client";

/** A PSA that asks to wait is waited for this long before the run gives up; the plan stays and can be resumed. */
const longestWaitMs = 8 * 60 * 60 * 1000;

/**
 * Writes an approved plan, chunk by chunk. Each chunk is one step and safe to repeat: the ledger knows what was sent.
 * Also runs when a doubt about one of its operations has ended (`plan/resumed`).
 */
export const applyPlanFunction = inngest.createFunction(
  {
    id: "apply-plan",
    triggers: [{ event: "plan/approved" }, { event: "plan/resumed" }],
    concurrency: [{ key: "event.data.planId", limit: 1 }],
    retries: 8,
  },
  async ({ event, step }) => {
    const { partnerId, planId } = eventData(event, "plan/approved");
    const ctx = () => jobContext(partnerId, "apply-plan");
    const { chunks } = await step.run("start the plan", () =>
      withFailurePolicy(async () => {
        await startTasks(ctx(), { planId });
        return startPlan(ctx(), { planId });
      }),
    );
    for (const chunk of chunks) {
      let waitedMs = 0;
      for (;;) {
        const result = await step.run(`apply lines from ${chunk.from}`, () =>
          withFailurePolicy(() => applyOne(ctx, planId, chunk)),
        );
        if (result.waiting === 0 || result.isStopped || waitedMs >= longestWaitMs) break;
        waitedMs += result.retryAfterMs;
        await step.sleep(`wait at ${chunk.from}`, result.retryAfterMs);
      }
    }
    return step.run("end the plan", () =>
      withFailurePolicy(async () => {
        await followLines(ctx, planId);
        return finishPlan(ctx(), { planId });
      }),
    );
  },
);

async function applyOne(
  ctx: () => ReturnType<typeof jobContext>,
  planId: string,
  chunk: { from: number; to: number },
): Promise<{ waiting: number; isStopped: boolean; retryAfterMs: number }> {
  const result = await applyChunk(ctx(), { planId, ...chunk });
  await followLines(ctx, planId);
  return {
    waiting: result.waiting,
    // Refused credentials are for a person; saving new ones resumes the plan.
    isStopped: result.problem?.kind === "credentials",
    retryAfterMs: Math.max(1_000, result.retryAfterMs ?? 3_000),
  };
}

/** Tasks end as their lines have ended, here or by a look-up; those whose line had changed are planned anew. */
async function followLines(ctx: () => ReturnType<typeof jobContext>, planId: string): Promise<void> {
  const { changed } = await finishTasks(ctx(), { planId });
  await replaceChangedTasks(ctx(), { planId, taskIds: changed });
}
