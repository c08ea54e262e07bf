import { recordAudit } from "@/lib/audit/record";
import type { Ctx, Tx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { openConnector } from "@/lib/connections/open-connector";
import { announceAll } from "@/lib/outbox/announce";
import type { Announcement } from "@/lib/outbox/events";
import { askForEach } from "./ask-for-each";
import type { BatchResult, Refusal } from "./batch";
import { connectionWithWords } from "./connection-words";
import { judgeContractRow, loadContractFacts } from "./judge-contract-row";
import { auditOfLink } from "./mapping-audit";
import { type ContractLink, linkableSubscriptions, mirroredContracts } from "./mapping-query";
import { lockMappings } from "./save-lock";
import { findDormantLine, reviveLine, saveContractLink } from "./store";

export type ContractRow = {
  subscriptionId: string;
  psaContractId: string;
  /** "Use 1 May": the contract starts after the change; the plan then counts from its start. */
  useContractStart?: boolean;
  version?: number;
};

/**
 * Puts subscriptions on contracts of their customer's company, many in one go: good rows are saved, the others named
 * with the first reason that applies. A subscription stands on one contract; it is not moved away
 * from a line that is ours to write. Announces `mapping/changed` for each customer's subscriptions that got a contract.
 */
export async function confirmContractLinks(
  ctx: Ctx,
  input: { connectionId: string; rows: readonly ContractRow[] },
): Promise<BatchResult<ContractLink>> {
  requirePermission(ctx, "mapping.edit");
  const contractIds = input.rows.map((row) => row.psaContractId);
  const unknown = await ctx.transaction(async (tx) => {
    await connectionWithWords(tx, input.connectionId);
    const own = await linkableSubscriptions(
      tx,
      input.rows.map((row) => row.subscriptionId),
    );
    const known = await mirroredContracts(tx, input.connectionId, contractIds);
    return own.size === 0 ? [] : contractIds.filter((id) => !known.has(id));
  });
  const read = await askForEach(unknown, async () => {
    const connector = await openConnector(ctx, input.connectionId);
    return (id) => connector.findContract(id);
  });

  return ctx.transaction(async (tx) => {
    await lockMappings(tx);
    const facts = await loadContractFacts(tx, input, read);
    const result: BatchResult<ContractLink> = { saved: [], rejected: [] };
    const customerIds = new Set<string>();
    for (const [index, row] of input.rows.entries()) {
      const judged = judgeContractRow(row, facts);
      if (isRefusal(judged)) {
        result.rejected.push({ index, ...judged });
        continue;
      }
      const { before } = judged;
      if (before?.psaContractId === row.psaContractId && before.connectionId === input.connectionId) {
        result.saved.push(before);
        continue;
      }
      const link = await saveLink(tx, input.connectionId, row);
      await recordAudit(tx, auditOfLink(before, link));
      facts.note(link);
      customerIds.add(judged.customerId);
      result.saved.push(link);
    }
    const connection = { partnerId: tx.ctx.partnerId, connectionId: input.connectionId };
    const announcements: Announcement[] = [...customerIds].map((customerId) => ({
      name: "mapping/changed",
      data: { ...connection, customerId },
    }));
    // A contract typed by its id: the mirror learns of it, with its lines, before a plan looks.
    const newContracts = new Set(result.saved.map((link) => link.psaContractId).filter((id) => read.has(id)));
    for (const psaContractId of newContracts) {
      announcements.push({ name: "mirror/refresh.requested", data: { ...connection, psaContractId } });
    }
    await announceAll(tx, announcements);
    return result;
  });
}

const isRefusal = (judged: object): judged is Refusal => "code" in judged;

/** Back on a contract where a line of its item lies dormant and free: it takes that line up again. */
async function saveLink(tx: Tx, connectionId: string, row: ContractRow): Promise<ContractLink> {
  const { subscriptionId, psaContractId } = row;
  const lineLinkId = await findDormantLine(tx, { connectionId, subscriptionId, psaContractId });
  if (lineLinkId !== undefined) await reviveLine(tx, lineLinkId);
  return saveContractLink(tx, {
    connectionId,
    subscriptionId,
    psaContractId,
    lineLinkId: lineLinkId ?? null,
  });
}
