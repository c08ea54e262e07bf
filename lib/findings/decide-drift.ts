import type { Ctx } from "@/lib/auth/context";
import { acceptDrift } from "./accept-drift";
import type { ShownFinding } from "./finding-query";
import { getFinding } from "./get-finding";
import { pinDrift } from "./pin-drift";
import { revertDrift } from "./revert-drift";
import { unpinDrift } from "./unpin-drift";

export type DriftDecision = { decision: "accept" | "revert" | "unpin" } | { decision: "pin"; reason: string };

/** One of the three ways out of a hand edit, or the end of a pin, with the finding as it is then. */
export async function decideDrift(
  ctx: Ctx,
  input: { findingId: string } & DriftDecision,
): Promise<{ finding: ShownFinding; planId: string | null }> {
  const { findingId } = input;
  let planId: string | null = null;
  switch (input.decision) {
    case "accept":
      await acceptDrift(ctx, { findingId });
      break;
    case "pin":
      await pinDrift(ctx, { findingId, reason: input.reason });
      break;
    case "unpin":
      await unpinDrift(ctx, { findingId });
      break;
    case "revert":
      ({ planId } = await revertDrift(ctx, { findingId }));
  }
  return { finding: await getFinding(ctx, { findingId }), planId };
}
