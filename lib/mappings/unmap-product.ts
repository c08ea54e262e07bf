import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { AppError } from "@/lib/errors";
import { announce } from "@/lib/outbox/announce";
import { connectionWithWords } from "./connection-words";
import { auditOfProduct } from "./mapping-audit";
import { countWaitingTasks, mappingsOfProducts } from "./mapping-query";
import { lockMappings } from "./save-lock";
import { makeLinesDormant, saveProductMapping } from "./store";
import { type Unmapped, unmappedMessage } from "./unmap-customer";

/** Takes a product off its catalog item, or back from "never synced". Its lines lie dormant, tasks wait again. */
export async function unmapProduct(
  ctx: Ctx,
  input: { connectionId: string; productId: string; version?: number },
): Promise<Unmapped> {
  requirePermission(ctx, "mapping.edit");
  return ctx.transaction(async (tx) => {
    await lockMappings(tx);
    const { connectionId, productId } = input;
    const { words } = await connectionWithWords(tx, connectionId);
    const before = (await mappingsOfProducts(tx, connectionId, [productId])).get(productId);
    if (!before || before.state === "not_mapped") {
      throw new AppError("not_found", "There is no mapping of this product on this connection.");
    }
    if (input.version !== undefined && input.version !== before.version) {
      throw new AppError("conflict", "The mapping was changed meanwhile. Look at it again.", {
        current: before,
      });
    }
    const after = await saveProductMapping(tx, {
      connectionId,
      productId,
      state: "not_mapped",
      legs: before.legs,
      psaItemId: before.psaItemId,
      driver: before.driver,
      reason: null,
    });
    const dormantLines = await makeLinesDormant(tx, { productId, connectionId });
    await recordAudit(tx, auditOfProduct(before, after));
    await announce(tx, {
      name: "mapping/changed",
      data: { partnerId: tx.ctx.partnerId, connectionId, productId },
    });
    const waitingTasks = await countWaitingTasks(tx, { productId, connectionId });
    return { waitingTasks, dormantLines, message: unmappedMessage(waitingTasks, words.psa) };
  });
}
