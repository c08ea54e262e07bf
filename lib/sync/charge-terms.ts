import { resolveSetting } from "@/lib/connections/settings";
import type { StoredLine } from "@/lib/plans/stored-line";
import type { Connector } from "@/lib/psa/connector";
import { PsaError } from "@/lib/psa/errors";
import type { ChargeTerms } from "@/lib/psa/records";

/** Whether a line has one-time amounts that are to be charged: what is only reported, or worth nothing, is not. */
export const hasOneTimeAmount = ({ plan }: StoredLine): boolean =>
  plan.remainders.some(
    ({ kind, amountMinor = "0" }) => kind !== "missed_posted_period" && amountMinor !== "0",
  );

/**
 * Whether the PSA takes charges on this connection. It is only asked where something is to be charged. A question that it
 * refuses stops no plan: the amounts are left to do by hand.
 */
export async function chargeTerms(
  connector: Connector,
  settings: unknown,
  lines: readonly StoredLine[],
): Promise<ChargeTerms | undefined> {
  if (!lines.some(hasOneTimeAmount)) return undefined;
  const { value: chosen } = resolveSetting("chargeBillingCode", { connection: settings });
  try {
    return await connector.checkCharges(chosen === "" ? undefined : chosen);
  } catch (error) {
    const isRefused = error instanceof PsaError && (error.kind === "rejected" || error.kind === "gone");
    if (isRefused) return { obstacle: error.message };
    throw error;
  }
}
