import { eventData } from "@/inngest/event-data";
import { withFailurePolicy } from "@/inngest/failure-policy";
import { jobContext } from "@/lib/auth/job-context";
import { reevaluateTasks } from "@/lib/sync/reevaluate-tasks";
import { inngest } from "../client";

/** A mapping changed: tasks that waited for it, or stood on it, are judged again. Nothing new becomes a task. */
export const reevaluateTasksFunction = inngest.createFunction(
  {
    id: "reevaluate-tasks",
    triggers: [{ event: "mapping/changed" }],
    concurrency: [{ key: "event.data.connectionId", limit: 1 }],
    retries: 4,
  },
  async ({ event, step }) => {
    const { partnerId, ...of } = eventData(event, "mapping/changed");
    return step.run("judge again", () =>
      withFailurePolicy(() => reevaluateTasks(jobContext(partnerId, "reevaluate-tasks"), of)),
    );
  },
);
