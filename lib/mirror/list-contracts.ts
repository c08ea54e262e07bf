import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { openConnector } from "@/lib/connections/open-connector";
import { businessDate } from "@/lib/dates";
import { connectionWithWords } from "@/lib/mappings/connection-words";
import { contractMisfit, type FitSubscription } from "@/lib/mappings/contract-fit";
import { collect } from "@/lib/psa/pagination";
import { markGone, upsertContracts } from "./store";

export type ContractListInput = {
  connectionId: string;
  psaCompanyId: string;
  /** The subscription that looks for a contract: contracts then say why they do not fit, and those that do come first. */
  subscription?: Omit<FitSubscription, "psaCompanyId"> | undefined;
};

/**
 * Get Contracts: the contracts of one company, read live (also of a company that is not mapped yet) and kept in the
 * mirror. Two calls, metadata apart. `choice` names the only contract that fits, if there is exactly one.
 */
export async function listContracts(ctx: Ctx, input: ContractListInput) {
  requirePermission(ctx, "mapping.edit");
  const { connectionId, psaCompanyId, subscription } = input;
  const connector = await openConnector(ctx, connectionId);
  const contracts = await collect(connector.listContracts([psaCompanyId]));
  return ctx.transaction(async (tx) => {
    const { connection, words } = await connectionWithWords(tx, connectionId);
    await upsertContracts(tx, connectionId, contracts);
    const answered = contracts.map((contract) => contract.psaContractId);
    // A company's own few contracts: one that is missing here was looked for by name.
    if (answered.length > 0) await markGone(tx, connectionId, "contracts", answered, [psaCompanyId]);
    const today = businessDate(tx.now, connection.timeZone);
    const judged = contracts.map((contract) => ({
      ...contract,
      misfit: subscription
        ? (contractMisfit(contract, { ...subscription, psaCompanyId }, { psa: words.psa, today }) ?? null)
        : null,
    }));
    const fitting = judged.filter((contract) => contract.misfit === null);
    return {
      contracts: subscription
        ? [...fitting, ...judged.filter((contract) => contract.misfit !== null)]
        : judged,
      choice: subscription && fitting.length === 1 ? (fitting[0]?.psaContractId ?? null) : null,
      asOf: tx.now,
    };
  });
}
