import { sealChain } from "@/lib/audit/seal-chain";
import { verifyChain } from "@/lib/audit/verify-chain";
import { deploymentContext, jobContext } from "@/lib/auth/job-context";
import { listTenantIds } from "@/lib/partners/list-tenant-ids";
import { inngest } from "../client";

const job = "verify-audit";

/** Every night: new entries of every tenant get their place in the hash chain, and the whole chain is checked. */
export const verifyAuditFunction = inngest.createFunction(
  { id: job, triggers: [{ cron: "TZ=UTC 30 2 * * *" }], retries: 4 },
  async ({ step }) => {
    const tenants = await step.run("find every tenant", () => listTenantIds(deploymentContext(job)));
    let sealed = 0;
    let broken = 0;
    for (const tenantId of tenants) {
      sealed += await step.run(`seal ${tenantId}`, () => sealChain(jobContext(tenantId, job)));
      broken += await step.run(
        `verify ${tenantId}`,
        async () => (await verifyChain(jobContext(tenantId, job))).length,
      );
    }
    return { sealed, broken };
  },
);
