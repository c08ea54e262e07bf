import { eventData } from "@/inngest/event-data";
import { withFailurePolicy } from "@/inngest/failure-policy";
import { jobContext } from "@/lib/auth/job-context";
import { checkNewOrders, connectionsToCheck } from "@/lib/automation/check-new-orders";
import { inngest } from "../client";

const job = "check-new-orders";

/** Orders arrived: connections that are checked every 5 minutes look at them within the minute, many orders at once. */
export const checkNewOrdersFunction = inngest.createFunction(
  {
    id: job,
    triggers: [{ event: "orders/ingested" }],
    batchEvents: { maxSize: 100, timeout: "30s", key: "event.data.partnerId" },
    retries: 4,
  },
  async ({ event, step }) => {
    const { partnerId } = eventData(event, "orders/ingested");
    const connectionIds = await step.run("find who is checked at once", () =>
      withFailurePolicy(() => connectionsToCheck(jobContext(partnerId, job))),
    );
    for (const connectionId of connectionIds) {
      await step.run(`check ${connectionId}`, () =>
        withFailurePolicy(() => checkNewOrders(jobContext(partnerId, job), { connectionId })),
      );
    }
  },
);
