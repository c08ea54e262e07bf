import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { readDeployment } from "@/lib/deployment/store";
import type { Capabilities, Vocabulary } from "@/lib/psa/connector";
import type { CredentialField } from "@/lib/psa/provider";
import { plannedProviders, type Recipe } from "@/lib/psa/recipe";
import { providers } from "@/lib/psa/registry";
import { deploymentIdentifiers } from "./store";

export type ProviderView = {
  id: string;
  vocabulary: Vocabulary;
  capabilities: Pick<Capabilities, "callsPerHour">;
  fields: readonly CredentialField[];
  recipes: readonly Recipe[];
};

/** The kinds of PSA that can be connected here, with their forms and recipes, and those that are announced. */
export async function listProviders(
  ctx: Ctx,
): Promise<{ providers: ProviderView[]; planned: readonly { psa: string }[]; vendor: string }> {
  requirePermission(ctx, "partner.read");
  return ctx.transaction(async (tx) => {
    const deployment = await deploymentIdentifiers(tx);
    const { vendorName: vendor } = await readDeployment(tx);
    return {
      vendor,
      planned: plannedProviders,
      providers: providers.map((provider) => ({
        id: provider.id,
        vocabulary: provider.vocabulary,
        capabilities: { callsPerHour: provider.capabilities.callsPerHour },
        fields: provider.credentialFields(deployment),
        recipes: provider.recipes(vendor),
      })),
    };
  });
}
