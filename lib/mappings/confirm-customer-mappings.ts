import { recordAudits } from "@/lib/audit/record";
import type { Ctx, Tx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { readDeployment } from "@/lib/deployment/store";
import { announce } from "@/lib/outbox/announce";
import type { BatchResult, Refusal } from "./batch";
import { connectionWithWords } from "./connection-words";
import { judgeCustomerRow, loadCustomerFacts } from "./judge-customer-row";
import { auditOfCustomer, auditOfLink } from "./mapping-audit";
import { type CustomerMapping, customersById, mirroredCompanies } from "./mapping-query";
import { readCompanies } from "./read-companies";
import { lockMappings } from "./save-lock";
import { deleteLinksElsewhere, makeLinesDormant, reviveLines, saveCustomerMapping } from "./store";

/** One row of the Customer Map as saved: a company, or "not for us" with a reason. */
export type CustomerRow = {
  customerId: string;
  /** Of the mapping as the person saw it; needed to change one that is mapped already. */
  version?: number;
} & (
  | { state: "mapped"; psaCompanyId: string; siteId?: string; contactId?: string }
  | { state: "do_not_map"; reason: string }
);

/**
 * Maps many customers, or excludes them, in one go: good rows are saved, the others named with their reason.
 * Typed ids that the mirror does not know are read live. Checked per row: the company is there, of type Customer
 * and active, free, and the row is as new as the person believes. Announces `mapping/changed`, so that
 * waiting tasks are looked at again.
 */
export async function confirmCustomerMappings(
  ctx: Ctx,
  input: { connectionId: string; rows: readonly CustomerRow[] },
): Promise<BatchResult<CustomerMapping>> {
  requirePermission(ctx, "mapping.edit");
  const typed = input.rows.flatMap((row) => (row.state === "mapped" ? [row.psaCompanyId] : []));
  const known = await ctx.transaction(async (tx) => {
    await connectionWithWords(tx, input.connectionId);
    const customers = await customersById(
      tx,
      input.rows.map((row) => row.customerId),
    );
    return {
      companies: await mirroredCompanies(tx, input.connectionId, typed),
      hasCustomers: customers.size > 0,
    };
  });
  // Nobody's customers are asked for at the PSA.
  const unknown = known.hasCustomers ? typed.filter((id) => !known.companies.has(id)) : [];
  const read = await readCompanies(ctx, input.connectionId, unknown);

  return ctx.transaction(async (tx) => {
    await lockMappings(tx);
    const facts = await loadCustomerFacts(tx, input, read);
    const { externalReferencePrefix } = await readDeployment(tx);
    const result: BatchResult<CustomerMapping> = { saved: [], rejected: [] };
    for (const [index, row] of input.rows.entries()) {
      const judged = judgeCustomerRow(row, facts);
      if (isRefusal(judged)) {
        result.rejected.push({ index, ...judged });
        continue;
      }
      if (
        judged.before &&
        isUnchanged(judged.before, { connectionId: input.connectionId, ...judged.values })
      ) {
        result.saved.push(judged.before);
        continue;
      }
      const mapping = await saveCustomerMapping(tx, {
        connectionId: input.connectionId,
        customerId: row.customerId,
        externalReference: `${externalReferencePrefix}${judged.vendorCustomerId}`,
        ...judged.values,
      });
      await followCustomer(tx, judged.before, mapping);
      facts.note(mapping, judged.customerName);
      result.saved.push(mapping);
    }
    if (result.saved.length > 0) await announceChange(tx, input.connectionId, result.saved);
    return result;
  });
}

/** Saved again as it stands: nothing is written, nothing told. */
function isUnchanged(before: CustomerMapping, values: Partial<CustomerMapping>): boolean {
  return (Object.keys(values) as (keyof CustomerMapping)[]).every((name) => before[name] === values[name]);
}

const isRefusal = (judged: object): judged is Refusal => "code" in judged;

/** What hangs on the pair: links to other companies' contracts end, lines of the same pair live again. */
async function followCustomer(
  tx: Tx,
  before: CustomerMapping | undefined,
  mapping: CustomerMapping,
): Promise<void> {
  const whose = { connectionId: mapping.connectionId, customerId: mapping.customerId };
  const entries = [auditOfCustomer(before, mapping)];
  if (mapping.state === "mapped" && mapping.psaCompanyId !== null) {
    const removed = await deleteLinksElsewhere(tx, { ...whose, psaCompanyId: mapping.psaCompanyId });
    entries.push(...removed.map((link) => auditOfLink(link, undefined)));
    await reviveLines(tx, whose);
  } else {
    await makeLinesDormant(tx, whose);
  }
  await recordAudits(tx, entries);
}

async function announceChange(
  tx: Tx,
  connectionId: string,
  saved: readonly CustomerMapping[],
): Promise<void> {
  const [only, ...others] = saved;
  await announce(tx, {
    name: "mapping/changed",
    data: {
      partnerId: tx.ctx.partnerId,
      connectionId,
      ...(only && others.length === 0 ? { customerId: only.customerId } : {}),
    },
  });
}
