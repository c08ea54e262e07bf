import { recordAudit } from "@/lib/audit/record";
import type { Actor, Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { pinField } from "@/lib/mappings/line-decision-store";
import { closeFindings } from "./close-findings";
import { undecidedDrift } from "./undecided-drift";

const nameOf = (actor: Actor): string => (actor.kind === "system" ? actor.job : actor.name);

/** Keeps what stands in the PSA whatever is ordered: plans leave the field alone and say why. An admin's to decide. */
export async function pinDrift(ctx: Ctx, input: { findingId: string; reason: string }): Promise<void> {
  requirePermission(ctx, "automation.edit");
  await ctx.transaction(async (tx) => {
    const { id, class: kind, subject, lineLinkId, detail } = await undecidedDrift(tx, input.findingId);
    const { field, ours, now } = detail;
    const { reason } = input;
    await pinField(tx, lineLinkId, {
      field,
      value: now,
      reason,
      by: nameOf(ctx.actor),
      at: tx.now.toISOString(),
    });
    await recordAudit(tx, {
      action: "drift.pinned",
      recordKind: "line_link",
      recordId: lineLinkId,
      before: { [field]: ours },
      after: { [field]: now, reason, findingId: id },
    });
    await closeFindings(tx, { classes: [kind], subjects: [subject] }, `Pinned: ${reason}`);
  });
}
