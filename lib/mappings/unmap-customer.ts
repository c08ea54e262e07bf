import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { AppError } from "@/lib/errors";
import { announce } from "@/lib/outbox/announce";
import { connectionWithWords } from "./connection-words";
import { auditOfCustomer } from "./mapping-audit";
import { countWaitingTasks, mappingsOfCustomers } from "./mapping-query";
import { lockMappings } from "./save-lock";
import { makeLinesDormant, saveCustomerMapping } from "./store";

export type Unmapped = {
  /** "3 waiting tasks go back to 'needs mapping'. Lines in Autotask stay as they are." */
  message: string;
  waitingTasks: number;
  dormantLines: number;
};

/**
 * Takes a customer off its company, also an excluded one back into the list. The pair is kept as history; its
 * lines lie dormant and live again when the same pair is mapped. Waiting tasks need a mapping again.
 */
export async function unmapCustomer(
  ctx: Ctx,
  input: { customerId: string; version?: number },
): Promise<Unmapped> {
  requirePermission(ctx, "mapping.edit");
  return ctx.transaction(async (tx) => {
    await lockMappings(tx);
    const before = (await mappingsOfCustomers(tx, [input.customerId])).get(input.customerId);
    if (!before || before.state === "not_mapped") {
      throw new AppError("not_found", "There is no mapping of this customer.");
    }
    if (input.version !== undefined && input.version !== before.version) {
      throw new AppError("conflict", "The mapping was changed meanwhile. Look at it again.", {
        current: before,
      });
    }
    const { customerId, connectionId, externalReference, psaCompanyId, psaCompanyName } = before;
    const { words } = await connectionWithWords(tx, connectionId);
    const after = await saveCustomerMapping(tx, {
      customerId,
      connectionId,
      externalReference,
      psaCompanyId,
      psaCompanyName,
      siteId: null,
      contactId: null,
      reason: null,
      state: "not_mapped",
    });
    const dormantLines = await makeLinesDormant(tx, { customerId, connectionId });
    await recordAudit(tx, auditOfCustomer(before, after));
    await announce(tx, {
      name: "mapping/changed",
      data: { partnerId: tx.ctx.partnerId, connectionId, customerId },
    });
    const waitingTasks = await countWaitingTasks(tx, { customerId });
    return {
      waitingTasks,
      dormantLines,
      message: unmappedMessage(waitingTasks, words.psa),
    };
  });
}

export function unmappedMessage(waitingTasks: number, psa: string): string {
  const tasks = waitingTasks === 1 ? "1 waiting task goes" : `${waitingTasks} waiting tasks go`;
  return `${tasks} back to 'needs mapping'. Lines in ${psa} stay as they are.`;
}
