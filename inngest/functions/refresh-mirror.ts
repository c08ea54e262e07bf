import { eventData } from "@/inngest/event-data";
import { withFailurePolicy } from "@/inngest/failure-policy";
import { jobContext } from "@/lib/auth/job-context";
import { refreshContract } from "@/lib/mirror/refresh-contract";
import { refreshMirror } from "@/lib/mirror/refresh-mirror";
import { inngest } from "../client";

const job = "refresh-mirror";

/** Reads what a PSA holds into the mirror: after a connection was saved, and whenever it is asked for. */
export const refreshMirrorFunction = inngest.createFunction(
  {
    id: job,
    triggers: [{ event: "connection/saved" }, { event: "mirror/refresh.requested" }],
    concurrency: [{ key: "event.data.connectionId", limit: 1 }],
    retries: 8,
  },
  async ({ event, step }) => {
    const { partnerId, connectionId, psaContractId } = eventData(event, "mirror/refresh.requested");
    const ctx = () => jobContext(partnerId, job);
    if (psaContractId !== undefined) {
      const input = { connectionId, psaContractId };
      return step.run("read the contract", () => withFailurePolicy(() => refreshContract(ctx(), input)));
    }
    // One step for each list: a list that has to wait for its calls does not make the others be read again.
    for (const list of ["companies", "catalog_items", "billing_codes", "contracts"] as const) {
      const input = { connectionId, lists: [list] };
      await step.run(`read ${list}`, () => withFailurePolicy(() => refreshMirror(ctx(), input)));
    }
  },
);
