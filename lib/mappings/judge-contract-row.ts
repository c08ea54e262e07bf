import type { Tx } from "@/lib/auth/context";
import { businessDate } from "@/lib/dates";
import type { Contract } from "@/lib/psa/records";
import type { Asked } from "./ask-for-each";
import { conflict, invalid, type Refusal } from "./batch";
import type { ContractRow } from "./confirm-contract-links";
import { connectionWithWords } from "./connection-words";
import { contractMisfit, type FitContract } from "./contract-fit";
import {
  type ContractLink,
  type CustomerMapping,
  customersById,
  type LinkableSubscription,
  linkableSubscriptions,
  mappingsOfCustomers,
  mirroredCompanies,
  mirroredContracts,
} from "./mapping-query";

/** Everything that rows are judged by, read once for the batch and kept up to date while it is saved. */
export type ContractFacts = {
  connectionId: string;
  psa: string;
  today: string;
  subscriptions: Map<string, LinkableSubscription>;
  customerNames: Map<string, { name: string }>;
  mappings: Map<string, CustomerMapping>;
  contracts: Map<string, Asked<FitContract>>;
  note(link: ContractLink): void;
};

export type JudgedContract = { before: ContractLink | undefined; customerId: string };

export async function loadContractFacts(
  tx: Tx,
  input: { connectionId: string; rows: readonly ContractRow[] },
  read: Map<string, Asked<Contract>>,
): Promise<ContractFacts> {
  const { connection, words } = await connectionWithWords(tx, input.connectionId);
  const subscriptions = await linkableSubscriptions(
    tx,
    input.rows.map((row) => row.subscriptionId),
  );
  const customerIds = [...subscriptions.values()].map((subscription) => subscription.customerId);
  const mirrored = await mirroredContracts(
    tx,
    input.connectionId,
    input.rows.map((row) => row.psaContractId),
  );
  const found = new Map<string, Asked<FitContract>>([
    ...read,
    ...[...mirrored].map(([id, contract]) => [id, { found: contract }] as const),
  ]);
  const companyIds = [...found.values()].flatMap((asked) =>
    "found" in asked ? [asked.found.psaCompanyId] : [],
  );
  const companies = await mirroredCompanies(tx, input.connectionId, companyIds);
  // The contract's own currency, else its company's, else the one of the instance.
  const withCurrency = (contract: FitContract): FitContract => ({
    ...contract,
    currency: contract.currency ?? companies.get(contract.psaCompanyId)?.currency ?? connection.currency,
  });
  return {
    connectionId: input.connectionId,
    psa: words.psa,
    today: businessDate(tx.now, connection.timeZone),
    subscriptions,
    customerNames: await customersById(tx, customerIds),
    mappings: await mappingsOfCustomers(tx, customerIds),
    contracts: new Map(
      [...found].map(([id, asked]) => [id, "found" in asked ? { found: withCurrency(asked.found) } : asked]),
    ),
    note(link) {
      const subscription = subscriptions.get(link.subscriptionId);
      if (subscription) subscriptions.set(link.subscriptionId, { ...subscription, link, lineState: null });
    },
  };
}

/** Whether a subscription may stand on the contract. */
export function judgeContractRow(row: ContractRow, facts: ContractFacts): JudgedContract | Refusal {
  const subscription = facts.subscriptions.get(row.subscriptionId);
  if (!subscription) return { code: "not_found", message: "There is no such subscription." };
  const mapping = facts.mappings.get(subscription.customerId);
  if (
    mapping?.state !== "mapped" ||
    mapping.connectionId !== facts.connectionId ||
    mapping.psaCompanyId === null
  ) {
    const name = facts.customerNames.get(subscription.customerId)?.name ?? "";
    return {
      code: "precondition_failed",
      message: `Customer ${name} is not mapped on this connection. Map it to its company first.`,
    };
  }
  const asked = facts.contracts.get(row.psaContractId);
  if (asked && "problem" in asked) {
    return {
      code: "unavailable",
      message: `Contract ${row.psaContractId} could not be read. ${asked.problem}`,
    };
  }
  if (!asked || "missing" in asked) {
    return {
      code: "not_found",
      message: `There is no contract ${row.psaContractId} in ${facts.psa}, or the API user may not see it.`,
    };
  }
  const before = subscription.link ?? undefined;
  const moved = refuseMove(row, before, subscription, facts);
  if (moved) return moved;
  const misfit = contractMisfit(
    asked.found,
    {
      billingCycle: subscription.billingCycle,
      currency: subscription.currency,
      effectiveDate: subscription.waitingFromDate ?? facts.today,
      psaCompanyId: mapping.psaCompanyId,
    },
    { psa: facts.psa, today: facts.today, isStartAccepted: row.useContractStart },
  );
  if (misfit) return invalid(misfit.message);
  return { before, customerId: subscription.customerId };
}

function refuseMove(
  row: ContractRow,
  before: ContractLink | undefined,
  subscription: LinkableSubscription,
  facts: ContractFacts,
): Refusal | undefined {
  if (!before) return undefined;
  const current = { version: before.version, psaContractId: before.psaContractId };
  const isSame = before.psaContractId === row.psaContractId && before.connectionId === facts.connectionId;
  if (
    (row.version !== undefined && row.version !== before.version) ||
    (row.version === undefined && !isSame)
  ) {
    return conflict(
      `Subscription ${subscription.vendorSubscriptionId} stands on contract ${before.psaContractId} already. Look at it again, then choose.`,
      current,
    );
  }
  if (!isSame && subscription.lineState === "live") {
    return {
      code: "precondition_failed",
      message:
        `Subscription ${subscription.vendorSubscriptionId} has a line on contract ${before.psaContractId} that is billed from. ` +
        "Moving it to another contract is not possible yet; end the line there first.",
      current,
    };
  }
  return undefined;
}
