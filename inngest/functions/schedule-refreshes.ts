import { deploymentContext, jobContext } from "@/lib/auth/job-context";
import { requestDueRefreshes } from "@/lib/mirror/request-due-refreshes";
import { listTenantIds } from "@/lib/partners/list-tenant-ids";
import { inngest } from "../client";

const job = "schedule-refreshes";

/** Every hour: asks for a refresh of each connection that works. */
export const scheduleRefreshesFunction = inngest.createFunction(
  { id: job, triggers: [{ cron: "TZ=UTC 7 * * * *" }], retries: 4 },
  async ({ step }) => {
    const tenants = await step.run("find every tenant", () => listTenantIds(deploymentContext(job)));
    for (const tenantId of tenants) {
      await step.run(`ask for ${tenantId}`, () => requestDueRefreshes(jobContext(tenantId, job)));
    }
  },
);
