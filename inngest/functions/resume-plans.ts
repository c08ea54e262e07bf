import { eventData } from "@/inngest/event-data";
import { withFailurePolicy } from "@/inngest/failure-policy";
import { jobContext } from "@/lib/auth/job-context";
import { resumePlans } from "@/lib/plans/resume-plans";
import { inngest } from "../client";

/** A connection was tested and saved: plans that stopped at refused credentials go on. */
export const resumePlansFunction = inngest.createFunction(
  { id: "resume-plans", triggers: [{ event: "connection/saved" }], retries: 4 },
  async ({ event, step }) => {
    const { partnerId, connectionId } = eventData(event, "connection/saved");
    return step.run("resume the plans", () =>
      withFailurePolicy(() => resumePlans(jobContext(partnerId, "resume-plans"), { connectionId })),
    );
  },
);
