import type { Ctx } from "@/lib/auth/context";
import { AppError, type FieldError } from "@/lib/errors";
import type { Credentials, DeploymentIdentifiers, Provider } from "@/lib/psa/provider";
import { tidyCredentials } from "./credentials";
import { deploymentIdentifiers, partnerTimeZone } from "./store";
import type { Trial } from "./trial";

/** What is typed, checked as far as that goes without asking the PSA. Throws AppError `invalid` naming each field. */
export async function prepareTrial(
  ctx: Ctx,
  provider: Provider,
  typed: Credentials,
): Promise<{ credentials: Credentials; deployment: DeploymentIdentifiers; timeZone: string }> {
  const { deployment, timeZone } = await ctx.transaction(async (tx) => ({
    deployment: await deploymentIdentifiers(tx),
    timeZone: await partnerTimeZone(tx),
  }));
  const wrong = provider.checkCredentials(typed, deployment);
  if (wrong.length > 0) throw wrongFields(wrong);
  return { credentials: tidyCredentials(typed, provider.credentialFields(deployment)), deployment, timeZone };
}

/** A trial that did not get as far as signing in, as an error: nothing was stored. */
export function refuseFailed(
  trial: Trial,
): asserts trial is Trial & { instance: NonNullable<Trial["instance"]> } {
  if (trial.instance) return;
  const {
    message = "The PSA did not answer.",
    kind,
    refusal = "not_seen_before",
    field,
  } = trial.problem ?? {};
  if (kind === "busy" || kind === "bad_answer") throw new AppError("unavailable", message);
  // Only what was typed can be corrected at its field.
  if (kind !== "credentials" && field === undefined) throw new AppError("invalid", message);
  throw wrongFields([{ field: field ?? "secret", code: refusal, message }]);
}

function wrongFields(wrong: readonly FieldError[]): AppError {
  const fields = wrong.map((each) => ({ ...each, field: `credentials.${each.field}` }));
  return new AppError("invalid", wrong.map((each) => each.message).join(" "), { fields });
}
