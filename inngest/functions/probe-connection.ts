import { eventData } from "@/inngest/event-data";
import { withFailurePolicy } from "@/inngest/failure-policy";
import { jobContext } from "@/lib/auth/job-context";
import { probeConnection } from "@/lib/connections/probe-connection";
import { inngest } from "../client";

/** Looks whether a saved connection works and what its user may not do. Refused credentials are not tried again. */
export const probeConnectionFunction = inngest.createFunction(
  {
    id: "probe-connection",
    triggers: [{ event: "connection/probe.requested" }],
    concurrency: [{ key: "event.data.connectionId", limit: 1 }],
    retries: 4,
  },
  async ({ event, step }) => {
    const { partnerId, connectionId } = eventData(event, "connection/probe.requested");
    return step.run("sign in", () =>
      withFailurePolicy(() => probeConnection(jobContext(partnerId, "probe-connection"), connectionId)),
    );
  },
);
