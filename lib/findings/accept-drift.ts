import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { findConnection } from "@/lib/connections/store";
import { businessDate } from "@/lib/dates";
import { acceptQuantity, giveFieldToPsa } from "@/lib/mappings/line-decision-store";
import { closeFindings } from "./close-findings";
import { undecidedDrift } from "./undecided-drift";

/**
 * Takes a hand edit over. A quantity holds until the next order, which counts from what stands there; a price or cost
 * belongs to the PSA from now on, which is an admin's to decide.
 */
export async function acceptDrift(ctx: Ctx, input: { findingId: string }): Promise<void> {
  requirePermission(ctx, "sync.decide");
  await ctx.transaction(async (tx) => {
    const {
      id,
      class: kind,
      subject,
      lineLinkId,
      detail,
      connectionId,
    } = await undecidedDrift(tx, input.findingId);
    const { field, ours, now } = detail;
    if (field === "quantity") {
      const zone = (await findConnection(tx, connectionId))?.timeZone ?? "UTC";
      const onDate = businessDate(tx.now, zone);
      await acceptQuantity(tx, lineLinkId, { value: now, onDate });
    } else {
      requirePermission(ctx, "automation.edit");
      await giveFieldToPsa(tx, lineLinkId, field);
    }
    await recordAudit(tx, {
      action: "drift.accepted",
      recordKind: "line_link",
      recordId: lineLinkId,
      before: { [field]: ours },
      after: {
        [field]: now,
        until: field === "quantity" ? "the next order" : "the owner is changed back",
        findingId: id,
      },
    });
    await closeFindings(tx, { classes: [kind], subjects: [subject] }, "Accepted.");
  });
}
