import { deploymentContext, jobContext } from "@/lib/auth/job-context";
import { requestDueChecks } from "@/lib/automation/request-due-checks";
import { log } from "@/lib/log";
import { listTenantIds } from "@/lib/partners/list-tenant-ids";
import { inngest } from "../client";

const job = "schedule-checks";

/** Every minute: asks for the checks whose time has come, by each connection's interval and zone of record. */
export const scheduleChecksFunction = inngest.createFunction(
  { id: job, triggers: [{ cron: "TZ=UTC * * * * *" }], concurrency: [{ limit: 1 }], retries: 2 },
  ({ step }) =>
    step.run("ask for what is due", async () => {
      let requested = 0;
      for (const tenantId of await listTenantIds(deploymentContext(job))) {
        // One tenant's trouble keeps nobody else waiting; the next minute comes back to it.
        await requestDueChecks(jobContext(tenantId, job))
          .then((found) => {
            requested += found.requested;
          })
          .catch((error: unknown) =>
            log.error("checks were not asked for", { tenantId, error: String(error) }),
          );
      }
      return { requested };
    }),
);
