import type { Tx } from "@/lib/auth/context";
import { resolveSetting } from "@/lib/connections/settings";
import type { Company } from "@/lib/psa/records";
import type { Asked } from "./ask-for-each";
import { conflict, invalid, type Refusal } from "./batch";
import { companyMisfit, companyTaken, companyUnknown } from "./company-fit";
import type { CustomerRow } from "./confirm-customer-mappings";
import { connectionWithWords } from "./connection-words";
import {
  type CustomerMapping,
  customersById,
  liveLinesOf,
  mappingsOfCustomers,
  mirroredCompanies,
  takersOfCompanies,
} from "./mapping-query";

type KnownCompany = Pick<
  Company,
  "psaCompanyId" | "name" | "typeName" | "isCustomer" | "isActive" | "isOwner"
>;

/** Everything that rows are judged by, read once for the batch and kept up to date while it is saved. */
export type CustomerFacts = {
  connectionId: string;
  psa: string;
  alsoTypes: readonly string[];
  customers: Awaited<ReturnType<typeof customersById>>;
  mappings: Map<string, CustomerMapping>;
  takers: Map<string, { mapping: CustomerMapping; customerName: string }>;
  liveLines: Map<string, number>;
  companies: Map<string, Asked<KnownCompany>>;
  note(mapping: CustomerMapping, customerName: string): void;
};

export type JudgedCustomer = {
  before: CustomerMapping | undefined;
  customerName: string;
  vendorCustomerId: string;
  values: Pick<
    CustomerMapping,
    "state" | "psaCompanyId" | "psaCompanyName" | "siteId" | "contactId" | "reason"
  >;
};

export async function loadCustomerFacts(
  tx: Tx,
  input: { connectionId: string; rows: readonly CustomerRow[] },
  read: Map<string, Asked<Company>>,
): Promise<CustomerFacts> {
  const { connection, words } = await connectionWithWords(tx, input.connectionId);
  const customerIds = input.rows.map((row) => row.customerId);
  const companyIds = input.rows.flatMap((row) => (row.state === "mapped" ? [row.psaCompanyId] : []));
  const mirrored = await mirroredCompanies(tx, input.connectionId, companyIds);
  const mappings = await mappingsOfCustomers(tx, customerIds);
  const takers = await takersOfCompanies(tx, input.connectionId, companyIds);
  return {
    connectionId: input.connectionId,
    psa: words.psa,
    alsoTypes: resolveSetting("alsoCompanyTypes", { connection: connection.settings }).value,
    customers: await customersById(tx, customerIds),
    mappings,
    takers,
    liveLines: await liveLinesOf(tx, input.connectionId, { customerIds }),
    companies: new Map<string, Asked<KnownCompany>>([
      ...read,
      ...[...mirrored].map(([id, found]) => [id, { found }] as const),
    ]),
    note(mapping, customerName) {
      mappings.set(mapping.customerId, mapping);
      for (const [id, taker] of takers)
        if (taker.mapping.customerId === mapping.customerId) takers.delete(id);
      if (mapping.state === "mapped" && mapping.psaCompanyId !== null) {
        takers.set(mapping.psaCompanyId, { mapping, customerName });
      }
    },
  };
}

/** Whether a row may be saved, and with which values. */
export function judgeCustomerRow(row: CustomerRow, facts: CustomerFacts): JudgedCustomer | Refusal {
  const customer = facts.customers.get(row.customerId);
  if (!customer) return { code: "not_found", message: "There is no such customer." };
  const before = facts.mappings.get(row.customerId);
  const stale = refuseStale(row, before, facts, customer.name);
  if (stale) return stale;
  const about = { before, customerName: customer.name, vendorCustomerId: customer.vendorCustomerId };
  if (row.state === "do_not_map") {
    return {
      ...about,
      values: {
        state: "do_not_map",
        psaCompanyId: before?.psaCompanyId ?? null,
        psaCompanyName: before?.psaCompanyName ?? null,
        siteId: null,
        contactId: null,
        reason: row.reason,
      },
    };
  }
  const company = findCompany(row.psaCompanyId, facts);
  if ("code" in company) return company;
  const taker = facts.takers.get(row.psaCompanyId);
  if (taker && taker.mapping.customerId !== row.customerId) {
    return conflict(companyTaken(company, taker.customerName), {
      customerId: taker.mapping.customerId,
      customerName: taker.customerName,
      psaCompanyId: row.psaCompanyId,
    });
  }
  return {
    ...about,
    values: {
      state: "mapped",
      psaCompanyId: company.psaCompanyId,
      psaCompanyName: company.name,
      siteId: row.siteId ?? null,
      contactId: row.contactId ?? null,
      reason: null,
    },
  };
}

/** A row that is mapped is changed only by somebody who has seen it as it is, and not under live lines. */
function refuseStale(
  row: CustomerRow,
  before: CustomerMapping | undefined,
  facts: CustomerFacts,
  customerName: string,
): Refusal | undefined {
  if (!before) return undefined;
  const current = {
    version: before.version,
    state: before.state,
    psaCompanyId: before.psaCompanyId,
    psaCompanyName: before.psaCompanyName,
  };
  const isOutdated = row.version !== undefined && row.version !== before.version;
  const isSame =
    row.state === "mapped" &&
    before.connectionId === facts.connectionId &&
    before.psaCompanyId === row.psaCompanyId;
  if (isOutdated || (before.state === "mapped" && row.version === undefined && !isSame)) {
    const where =
      before.state === "mapped" ? `${before.psaCompanyName} (${before.psaCompanyId})` : before.state;
    return conflict(
      `Customer ${customerName} was changed meanwhile: it is ${where} now. Choose again.`,
      current,
    );
  }
  const lines = facts.liveLines.get(row.customerId) ?? 0;
  if (before.state === "mapped" && !isSame && lines > 0) {
    return {
      code: "precondition_failed",
      message: `Customer ${customerName} has ${lines} live ${lines === 1 ? "line" : "lines"} in ${facts.psa} under company ${before.psaCompanyName} (${before.psaCompanyId}). Unmap it first, or end the lines.`,
      current,
    };
  }
  return undefined;
}

function findCompany(psaCompanyId: string, facts: CustomerFacts): KnownCompany | Refusal {
  const asked = facts.companies.get(psaCompanyId);
  if (asked && "problem" in asked) {
    return { code: "unavailable", message: `Company ${psaCompanyId} could not be read. ${asked.problem}` };
  }
  if (!asked || "missing" in asked)
    return { code: "not_found", message: companyUnknown(psaCompanyId, facts.psa) };
  const misfit = companyMisfit(asked.found, facts);
  return misfit === undefined ? asked.found : invalid(misfit);
}
