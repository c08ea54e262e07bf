import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Credentials } from "@/lib/psa/provider";
import { getProvider } from "@/lib/psa/registry";
import { prepareTrial } from "./prepare-trial";
import { type OnStep, type Trial, tryCredentials } from "./trial";

/** Tries credentials and says step by step what came of it. Stores nothing but the fact that it was tried. */
export async function testConnection(
  ctx: Ctx,
  input: { provider: string; credentials: Credentials },
  onStep?: OnStep,
): Promise<Trial> {
  requirePermission(ctx, "connection.edit");
  const provider = getProvider(input.provider);
  const { credentials, deployment, timeZone } = await prepareTrial(ctx, provider, input.credentials);
  const trial = await tryCredentials(ctx, provider, credentials, { deployment, timeZone, onStep });
  await ctx.transaction((tx) =>
    recordAudit(tx, {
      action: "connection.tested",
      recordKind: "connection",
      recordId: trial.instance?.databaseKey ?? input.provider,
      after: { provider: input.provider, result: trial.problem?.refusal ?? "signed_in" },
    }),
  );
  return trial;
}
