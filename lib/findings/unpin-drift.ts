import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { AppError } from "@/lib/errors";
import { unpinField } from "@/lib/mappings/line-decision-store";
import { driftFinding } from "./undecided-drift";

/** Ends a pin: orders count for the field again, from what was last written. An admin's to decide. */
export async function unpinDrift(ctx: Ctx, input: { findingId: string }): Promise<void> {
  requirePermission(ctx, "automation.edit");
  await ctx.transaction(async (tx) => {
    const { id, lineLinkId, detail } = await driftFinding(tx, input.findingId);
    if (!(await unpinField(tx, lineLinkId, detail.field))) {
      throw new AppError("conflict", `The ${detail.field} of this line is not pinned. Read it again.`);
    }
    await recordAudit(tx, {
      action: "drift.unpinned",
      recordKind: "line_link",
      recordId: lineLinkId,
      before: { pinned: detail.field },
      after: { findingId: id },
    });
  });
}
