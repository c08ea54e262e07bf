import { deploymentContext, jobContext } from "@/lib/auth/job-context";
import { requestCompares } from "@/lib/findings/request-compares";
import { listTenantIds } from "@/lib/partners/list-tenant-ids";
import { inngest } from "../client";

const job = "schedule-reconciles";

/** Every night, after the copies of the PSAs were read anew: asks for each connection to be compared. */
export const scheduleReconcilesFunction = inngest.createFunction(
  { id: job, triggers: [{ cron: "TZ=UTC 0 4 * * *" }], retries: 4 },
  async ({ step }) => {
    const tenants = await step.run("find every tenant", () => listTenantIds(deploymentContext(job)));
    for (const tenantId of tenants) {
      await step.run(`ask for ${tenantId}`, () => requestCompares(jobContext(tenantId, job)));
    }
  },
);
