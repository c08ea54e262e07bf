import { deploymentSettings } from "@/db/schema/tenancy";
import type { Tx } from "@/lib/auth/context";

export type DeploymentSettings = typeof deploymentSettings.$inferSelect;

/** Facts of this deployment: the vendor's name, the prefix of external references, the tracking identifier. */
export async function readDeployment(tx: Tx): Promise<DeploymentSettings> {
  const [row] = await tx.db.select().from(deploymentSettings);
  return (
    row ?? {
      only: true,
      vendorName: "the vendor",
      externalReferencePrefix: "EFS-",
      autotaskTrackingId: null,
      storyAt: null,
    }
  );
}
