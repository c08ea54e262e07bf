import { connectionOf } from "@/inngest/event-data";
import { withFailurePolicy } from "@/inngest/failure-policy";
import { jobContext } from "@/lib/auth/job-context";
import { approveAlone } from "@/lib/automation/approve-alone";
import { inngest } from "../client";

/**
 * Automatic mode: tasks became ready, a plan ended, a setting or the credentials changed. What the level allows is
 * approved; writing it is the work of `apply-plan`, as for a person's approval.
 */
export const approveAloneFunction = inngest.createFunction(
  {
    id: "approve-alone",
    triggers: [
      { event: "sync/tasks.changed" },
      { event: "plan/applied" },
      { event: "settings/changed" },
      { event: "connection/saved" },
    ],
    concurrency: [{ key: "event.data.connectionId", limit: 1 }],
    retries: 4,
  },
  async ({ event, step }) => {
    const { partnerId, connectionId } = connectionOf(event);
    const isAnew = event.name === "settings/changed";
    for (let pass = 1; ; pass++) {
      const { hasMore } = await step.run(`pass ${pass}`, () =>
        withFailurePolicy(() =>
          approveAlone(jobContext(partnerId, "automatic-mode"), {
            connectionId,
            isAnew: isAnew && pass === 1,
          }),
        ),
      );
      if (!hasMore) return;
    }
  },
);
