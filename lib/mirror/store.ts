import { and, count, eq, sql } from "drizzle-orm";
import { customerMappings } from "@/db/schema/mappings";
import {
  mirrorBillingCodes,
  mirrorCatalogItems,
  mirrorCompanies,
  mirrorContracts,
  mirrorLines,
  mirrorLists,
} from "@/db/schema/mirror";
import type { Tx } from "@/lib/auth/context";
import { storeLineState } from "@/lib/psa/line-state-json";
import type { BillingCode, CatalogItem, Company, Contract, LineState } from "@/lib/psa/records";
import { upsertRows } from "./row-store";

/** The lists that are read whole, as their rows in `mirror_lists` are named. */
const mirrorListNames = ["companies", "catalog_items", "billing_codes", "contracts", "lines"] as const;
export type MirrorListName = (typeof mirrorListNames)[number];

const read = (tx: Tx, connectionId: string) => ({
  partnerId: tx.ctx.partnerId,
  connectionId,
  readAt: tx.now,
  isGone: false,
});

export async function upsertCompanies(tx: Tx, connectionId: string, rows: readonly Company[]): Promise<void> {
  const values = rows.map((row) => ({ ...read(tx, connectionId), ...row }));
  await upsertRows(tx, mirrorCompanies, ["partnerId", "connectionId", "psaCompanyId"], values);
}

export async function upsertCatalogItems(
  tx: Tx,
  connectionId: string,
  rows: readonly CatalogItem[],
): Promise<void> {
  const values = rows.map((row) => ({ ...read(tx, connectionId), ...row, inBundles: [...row.inBundles] }));
  await upsertRows(tx, mirrorCatalogItems, ["partnerId", "connectionId", "psaItemId"], values);
}

export async function upsertBillingCodes(
  tx: Tx,
  connectionId: string,
  rows: readonly BillingCode[],
): Promise<void> {
  const values = rows.map((row) => ({ ...read(tx, connectionId), ...row }));
  await upsertRows(tx, mirrorBillingCodes, ["partnerId", "connectionId", "psaBillingCodeId"], values);
}

export async function upsertContracts(
  tx: Tx,
  connectionId: string,
  rows: readonly Contract[],
): Promise<void> {
  const values = rows.map((row) => ({ ...read(tx, connectionId), ...row }));
  await upsertRows(tx, mirrorContracts, ["partnerId", "connectionId", "psaContractId"], values);
}

export async function upsertLines(tx: Tx, connectionId: string, rows: readonly LineState[]): Promise<void> {
  const values = rows.flatMap((state) => {
    const { psaContractId, psaItemId, psaLineId } = state.address;
    if (psaLineId === undefined) return [];
    const { key, invoiceText, unitPrice, unitCost, isInBundle } = state;
    const periods = [...storeLineState(state).periods];
    const line = {
      psaLineId,
      psaContractId,
      psaItemId,
      key,
      invoiceText,
      unitPrice,
      unitCost,
      isInBundle,
      periods,
    };
    return [{ ...read(tx, connectionId), ...line }];
  });
  await upsertRows(tx, mirrorLines, ["partnerId", "connectionId", "psaLineId"], values);
}

const tables = {
  companies: { table: mirrorCompanies, id: mirrorCompanies.psaCompanyId, within: undefined },
  catalog_items: { table: mirrorCatalogItems, id: mirrorCatalogItems.psaItemId, within: undefined },
  billing_codes: { table: mirrorBillingCodes, id: mirrorBillingCodes.psaBillingCodeId, within: undefined },
  contracts: {
    table: mirrorContracts,
    id: mirrorContracts.psaContractId,
    within: mirrorContracts.psaCompanyId,
  },
  lines: { table: mirrorLines, id: mirrorLines.psaLineId, within: mirrorLines.psaContractId },
} as const;

const textArray = (ids: readonly string[]) =>
  sql`${sql.param(`{${ids.map((id) => JSON.stringify(id)).join(",")}}`)}::text[]`;

/**
 * How many rows the mirror knows of a list, and how many of them are not among `answered`. `within` limits both to the
 * companies (contracts) that were asked for.
 */
export async function countGone(
  tx: Tx,
  connectionId: string,
  list: MirrorListName,
  answered: readonly string[],
  within?: readonly string[],
): Promise<{ known: number; gone: number }> {
  const { table, id } = tables[list];
  const [row] = await tx.db
    .select({
      known: count(),
      gone: sql<number>`(count(*) filter (where ${id} <> all(${textArray(answered)})))::int`,
    })
    .from(table)
    .where(and(known(tx, connectionId, list), inside(list, within)));
  return row ?? { known: 0, gone: 0 };
}

/**
 * Rows that did not answer keep their last values and say that they are gone. `only` limits it to records that were
 * asked for by id.
 */
export async function markGone(
  tx: Tx,
  connectionId: string,
  list: MirrorListName,
  answered: readonly string[],
  within?: readonly string[],
  only?: readonly string[],
): Promise<void> {
  const { table, id } = tables[list];
  await tx.db
    .update(table)
    .set({ isGone: true })
    .where(
      and(
        known(tx, connectionId, list),
        inside(list, within),
        only === undefined ? undefined : sql`${id} = any(${textArray(only)})`,
        sql`${id} <> all(${textArray(answered)})`,
      ),
    );
}

function known(tx: Tx, connectionId: string, list: MirrorListName) {
  const { table } = tables[list];
  return and(
    eq(table.partnerId, tx.ctx.partnerId),
    eq(table.connectionId, connectionId),
    eq(table.isGone, false),
  );
}

function inside(list: MirrorListName, within: readonly string[] | undefined) {
  const column = tables[list].within;
  return column === undefined || within === undefined
    ? undefined
    : sql`${column} = any(${textArray(within)})`;
}

/** Notes how the last reading of a list went; a refused one keeps the time of the last good one. */
export async function noteReading(
  tx: Tx,
  connectionId: string,
  list: MirrorListName,
  reading: { rows: number; calls: number } | { problem: string; calls: number },
): Promise<void> {
  const values =
    "problem" in reading
      ? { problem: reading.problem, calls: reading.calls }
      : { problem: null, calls: reading.calls, rows: reading.rows, readAt: tx.now };
  await tx.db
    .insert(mirrorLists)
    .values({ partnerId: tx.ctx.partnerId, connectionId, list, ...values })
    .onConflictDoUpdate({
      target: [mirrorLists.partnerId, mirrorLists.connectionId, mirrorLists.list],
      set: values,
    });
}

/** Companies whose contracts and lines are kept: those that a customer is mapped to. */
export async function mappedCompanyIds(tx: Tx, connectionId: string): Promise<string[]> {
  const m = customerMappings;
  const isMapped = and(
    eq(m.partnerId, tx.ctx.partnerId),
    eq(m.connectionId, connectionId),
    eq(m.state, "mapped"),
  );
  const rows = await tx.db.selectDistinct({ id: m.psaCompanyId }).from(m).where(isMapped);
  return rows.flatMap(({ id }) => (id === null ? [] : [id]));
}

/** Contracts of mapped companies that can hold lines of ours, as the mirror knows them. */
export async function recurringContractIds(tx: Tx, connectionId: string): Promise<string[]> {
  const companyIds = await mappedCompanyIds(tx, connectionId);
  const c = mirrorContracts;
  const rows = await tx.db
    .select({ id: c.psaContractId })
    .from(c)
    .where(
      and(known(tx, connectionId, "contracts"), inside("contracts", companyIds), eq(c.isRecurring, true)),
    );
  return rows.map(({ id }) => id);
}
