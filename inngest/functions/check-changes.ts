import { eventData } from "@/inngest/event-data";
import { withFailurePolicy } from "@/inngest/failure-policy";
import { jobContext } from "@/lib/auth/job-context";
import { checkChanges } from "@/lib/sync/check-changes";
import { inngest } from "../client";

/** Check Changes asked for by an event, one at a time for each connection. */
export const checkChangesFunction = inngest.createFunction(
  {
    id: "check-changes",
    triggers: [{ event: "sync/check.requested" }],
    concurrency: [{ key: "event.data.connectionId", limit: 1 }],
    retries: 4,
  },
  async ({ event, step }) => {
    const { partnerId, connectionId } = eventData(event, "sync/check.requested");
    return step.run("check", () =>
      withFailurePolicy(() =>
        checkChanges(jobContext(partnerId, "check-changes"), { connectionId, trigger: "schedule" }),
      ),
    );
  },
);
