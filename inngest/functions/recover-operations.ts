import { withFailurePolicy } from "@/inngest/failure-policy";
import { deploymentContext, jobContext } from "@/lib/auth/job-context";
import { log } from "@/lib/log";
import { recoverOperations } from "@/lib/operations/recover-operations";
import { listTenantIds } from "@/lib/partners/list-tenant-ids";
import { inngest } from "../client";

const job = "recover-operations";

/** Every minute: writes whose sender died, and doubts that nobody looks up any more, are taken up again. */
export const recoverOperationsFunction = inngest.createFunction(
  { id: job, triggers: [{ cron: "TZ=UTC * * * * *" }], concurrency: [{ limit: 1 }], retries: 2 },
  ({ step }) =>
    step.run("take up what nobody follows", () =>
      withFailurePolicy(async () => {
        const found = { interrupted: 0, announced: 0, decided: 0 };
        for (const tenantId of await listTenantIds(deploymentContext(job))) {
          // One tenant's trouble keeps nobody else's writes in doubt; the next minute comes back to it.
          await recoverOperations(jobContext(tenantId, job))
            .then(({ interrupted, announced, decided }) => {
              found.interrupted += interrupted;
              found.announced += announced;
              found.decided += decided;
            })
            .catch((error: unknown) =>
              log.error("operations were not recovered", { tenantId, error: String(error) }),
            );
        }
        return found;
      }),
    ),
);
