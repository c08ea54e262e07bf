import { eventData } from "@/inngest/event-data";
import { withFailurePolicy } from "@/inngest/failure-policy";
import { jobContext } from "@/lib/auth/job-context";
import { withdrawOrder } from "@/lib/sync/withdraw-order";
import { inngest } from "../client";

/** The vendor withdrew an order before it was applied. */
export const withdrawOrderFunction = inngest.createFunction(
  { id: "withdraw-order", triggers: [{ event: "orders/withdrawn" }], retries: 4 },
  async ({ event, step }) => {
    const { partnerId, orderId } = eventData(event, "orders/withdrawn");
    return step.run("end its tasks", () =>
      withFailurePolicy(() => withdrawOrder(jobContext(partnerId, "withdraw-order"), { orderId })),
    );
  },
);
