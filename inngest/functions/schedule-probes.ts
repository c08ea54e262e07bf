import { deploymentContext, jobContext } from "@/lib/auth/job-context";
import { requestDueProbes } from "@/lib/connections/request-due-probes";
import { listTenantIds } from "@/lib/partners/list-tenant-ids";
import { inngest } from "../client";

const job = "schedule-probes";

/** Every night: asks for a look at each connection, so that a lost right is known before somebody needs it. */
export const scheduleProbesFunction = inngest.createFunction(
  { id: job, triggers: [{ cron: "TZ=UTC 23 1 * * *" }], retries: 4 },
  async ({ step }) => {
    const tenants = await step.run("find every tenant", () => listTenantIds(deploymentContext(job)));
    for (const tenantId of tenants) {
      await step.run(`ask for ${tenantId}`, () => requestDueProbes(jobContext(tenantId, job)));
    }
  },
);
