import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { AppError } from "@/lib/errors";
import { announce } from "@/lib/outbox/announce";
import { auditOfLink } from "./mapping-audit";
import { linkableSubscriptions } from "./mapping-query";
import { lockMappings } from "./save-lock";
import { deleteContractLink } from "./store";

/** Takes a subscription off its contract, as long as no line of it is ours to write there. */
export async function removeContractLink(
  ctx: Ctx,
  input: { subscriptionId: string; version?: number },
): Promise<void> {
  requirePermission(ctx, "mapping.edit");
  await ctx.transaction(async (tx) => {
    await lockMappings(tx);
    const subscription = (await linkableSubscriptions(tx, [input.subscriptionId])).get(input.subscriptionId);
    const link = subscription?.link;
    if (!link) throw new AppError("not_found", "This subscription stands on no contract.");
    if (input.version !== undefined && input.version !== link.version) {
      throw new AppError("conflict", "The contract was changed meanwhile. Look at it again.", {
        current: link,
      });
    }
    if (subscription.lineState === "live") {
      throw new AppError(
        "precondition_failed",
        `Subscription ${subscription.vendorSubscriptionId} has a line on contract ${link.psaContractId} that is billed from. End the line there first.`,
      );
    }
    await deleteContractLink(tx, link.id);
    await recordAudit(tx, auditOfLink(link, undefined));
    await announce(tx, {
      name: "mapping/changed",
      data: {
        partnerId: tx.ctx.partnerId,
        connectionId: link.connectionId,
        customerId: subscription.customerId,
      },
    });
  });
}
