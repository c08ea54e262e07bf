import { withFailurePolicy } from "@/inngest/failure-policy";
import { deploymentContext, jobContext } from "@/lib/auth/job-context";
import { listTenantIds } from "@/lib/partners/list-tenant-ids";
import { sendDue } from "@/lib/sync/send-due";
import { inngest } from "../client";

const job = "send-scheduled";

/** Every hour, so that each zone's day begins soon after midnight: sends what was held until now. */
export const sendScheduledFunction = inngest.createFunction(
  { id: job, triggers: [{ cron: "TZ=UTC 10 * * * *" }], concurrency: [{ limit: 1 }], retries: 4 },
  async ({ step }) => {
    const tenants = await step.run("find every tenant", () => listTenantIds(deploymentContext(job)));
    for (const tenantId of tenants) {
      // One tenant's trouble ends its own hour; the next one comes back to it.
      await step
        .run(`send for ${tenantId}`, () => withFailurePolicy(() => sendDue(jobContext(tenantId, job))))
        .catch(() => undefined);
    }
  },
);
