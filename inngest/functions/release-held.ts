import { eventData } from "@/inngest/event-data";
import { withFailurePolicy } from "@/inngest/failure-policy";
import { jobContext } from "@/lib/auth/job-context";
import { releaseHeld } from "@/lib/sync/release-held";
import { inngest } from "../client";

/** A task ended: the next change of the same subscription comes forward. */
export const releaseHeldFunction = inngest.createFunction(
  { id: "release-held", triggers: [{ event: "sync/task.finished" }], retries: 4 },
  async ({ event, step }) => {
    const { partnerId, taskId } = eventData(event, "sync/task.finished");
    return step.run("release", () =>
      withFailurePolicy(() => releaseHeld(jobContext(partnerId, "release-held"), { taskId })),
    );
  },
);
