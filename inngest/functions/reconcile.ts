import { eventData } from "@/inngest/event-data";
import { withFailurePolicy } from "@/inngest/failure-policy";
import { jobContext } from "@/lib/auth/job-context";
import { reconcileConnection } from "@/lib/findings/reconcile-connection";
import { inngest } from "../client";

const job = "reconcile";

/**
 * Compares what we wrote with our copy of the PSA, without a call to it: every night the whole connection, after a plan
 * the lines it wrote to.
 */
export const reconcileFunction = inngest.createFunction(
  {
    id: job,
    triggers: [{ event: "findings/compare.requested" }, { event: "plan/applied" }],
    concurrency: [{ key: "event.data.connectionId", limit: 1 }],
    retries: 4,
  },
  async ({ event, step }) => {
    const input =
      event.name === "plan/applied"
        ? eventData(event, "plan/applied")
        : eventData(event, "findings/compare.requested");
    return step.run("compare the lines", () =>
      withFailurePolicy(() => reconcileConnection(jobContext(input.partnerId, job), input)),
    );
  },
);
