import type { Tx } from "@/lib/auth/context";
import { AppError } from "@/lib/errors";
import type { FindingDetail } from "./finding";
import { type FindingRow, lockFindings } from "./store";

export type DriftFinding = FindingRow & { detail: FindingDetail; lineLinkId: string };

/**
 * A hand edit, decided or not, locked. Throws `not_found` for another partner's finding and for what tells a cost to
 * somebody who may not see it, `precondition_failed` for what is no hand edit.
 */
export async function driftFinding(tx: Tx, findingId: string): Promise<DriftFinding> {
  const [found] = await lockFindings(tx, [findingId]);
  if (!found || (found.isAboutCost && !tx.ctx.canSeeCost)) {
    throw new AppError("not_found", "There is no such finding.");
  }
  const { detail, ids } = found;
  if (found.class !== "drift" || detail === null || ids.lineLinkId === undefined) {
    throw new AppError("precondition_failed", "Only a hand edit in the PSA is decided this way.");
  }
  return { ...found, detail, lineLinkId: ids.lineLinkId };
}

/** The same while it waits for a decision. Throws `conflict` once it was decided. */
export async function undecidedDrift(tx: Tx, findingId: string): Promise<DriftFinding> {
  const found = await driftFinding(tx, findingId);
  if (found.state !== "closed") return found;
  throw new AppError("conflict", "This hand edit was decided already, or both sides agree again.", {
    current: { state: found.state },
  });
}
