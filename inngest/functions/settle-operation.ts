import { eventData } from "@/inngest/event-data";
import { withFailurePolicy } from "@/inngest/failure-policy";
import { jobContext } from "@/lib/auth/job-context";
import { lookUpTimes } from "@/lib/operations/look-up-times";
import { settleOperation } from "@/lib/operations/settle-operation";
import { finishTasks } from "@/lib/sync/finish-tasks";
import { inngest } from "../client";

/** Looks a lost answer up 5, 30 and 120 seconds after it was sent, on the business clock, until the doubt has ended. */
export const settleOperationFunction = inngest.createFunction(
  {
    id: "settle-operation",
    triggers: [{ event: "operation/unknown" }],
    concurrency: [{ key: "event.data.operationId", limit: 1 }],
    retries: 10,
  },
  async ({ event, step }) => {
    const { partnerId, operationId } = eventData(event, "operation/unknown");
    const ctx = () => jobContext(partnerId, "settle-operation");
    const { planId, times } = await step.run("read the operation", () =>
      withFailurePolicy(() => lookUpTimes(ctx(), { operationId })),
    );
    for (const [look, time] of times.entries()) {
      await step.sleepUntil(`until look-up ${look + 1}`, time);
      const settlement = await step.run(`look-up ${look + 1}`, () =>
        withFailurePolicy(async () => {
          const settled = await settleOperation(ctx(), { operationId, look });
          if (settled === "ended") await finishTasks(ctx(), { planId });
          return settled;
        }),
      );
      if (settlement === "ended") return;
    }
  },
);
