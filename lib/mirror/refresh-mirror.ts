import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { noteOthersCalls } from "@/lib/budget/store";
import { noteCurrency } from "@/lib/connections/note-currency";
import { type OpenConnector, openConnector } from "@/lib/connections/open-connector";
import { collect } from "@/lib/psa/pagination";
import type { Company } from "@/lib/psa/records";
import {
  type MirrorListName,
  mappedCompanyIds,
  recurringContractIds,
  upsertBillingCodes,
  upsertCatalogItems,
  upsertCompanies,
  upsertContracts,
  upsertLines,
} from "./store";
import { type ListResult, type Reading, takeOver } from "./take-over";

export type RefreshInput = {
  connectionId: string;
  /** What to read; everything unless told otherwise. Contracts bring their lines. */
  lists?: readonly Exclude<MirrorListName, "lines">[];
  /** Believe lists that lost more than a fifth of their rows. */
  acceptsFewer?: boolean;
};

export type RefreshResult = { lists: ListResult[]; callsUsed: number };

/**
 * Reads what the PSA holds into the mirror: companies, catalogue, billing codes, and for mapped companies contracts and
 * lines. Each list is read whole before anything of it is written, and written in one transaction. Repeating it does no
 * harm. 10,000 companies take 20 calls, plus metadata once a day.
 */
export async function refreshMirror(ctx: Ctx, input: RefreshInput): Promise<RefreshResult> {
  requirePermission(ctx, "sync.run");
  const { connectionId, acceptsFewer = false } = input;
  const connector = await openConnector(ctx, connectionId);
  const lists = input.lists ?? ["companies", "catalog_items", "billing_codes", "contracts"];
  // Companies are read in every refresh, so once is enough.
  if (lists.includes("companies")) await noteAllowance(ctx, connector);
  const results: ListResult[] = [];
  for (const list of lists) {
    for (const readOne of readers[list]) {
      const reading = await readOne(ctx, connector, connectionId);
      if (reading)
        results.push(await ctx.transaction((tx) => takeOver(tx, connectionId, reading, acceptsFewer)));
    }
  }
  return { lists: results, callsUsed: connector.callsMade() };
}

type Reader = (ctx: Ctx, connector: OpenConnector, connectionId: string) => Promise<Reading | undefined>;

const readers: Record<Exclude<MirrorListName, "lines">, readonly Reader[]> = {
  companies: [readCompanies],
  catalog_items: [readCatalogItems],
  billing_codes: [readBillingCodes],
  contracts: [readContracts, readLines],
};

async function readCompanies(_ctx: Ctx, connector: OpenConnector, connectionId: string): Promise<Reading> {
  const before = connector.callsMade();
  const rows = await collect(connector.listCompanies());
  return {
    list: "companies",
    answered: rows.map((row) => row.psaCompanyId),
    calls: connector.callsMade() - before,
    store: async (tx) => {
      await upsertCompanies(tx, connectionId, rows);
      await noteCurrency(tx, connectionId, ownCurrency(rows));
    },
  };
}

async function readCatalogItems(_ctx: Ctx, connector: OpenConnector, connectionId: string): Promise<Reading> {
  const before = connector.callsMade();
  const rows = await collect(connector.listCatalogItems());
  return {
    list: "catalog_items",
    answered: rows.map((row) => row.psaItemId),
    calls: connector.callsMade() - before,
    store: (tx) => upsertCatalogItems(tx, connectionId, rows),
  };
}

async function readBillingCodes(_ctx: Ctx, connector: OpenConnector, connectionId: string): Promise<Reading> {
  const before = connector.callsMade();
  const rows = await collect(connector.listBillingCodes());
  return {
    list: "billing_codes",
    answered: rows.map((row) => row.psaBillingCodeId),
    calls: connector.callsMade() - before,
    store: (tx) => upsertBillingCodes(tx, connectionId, rows),
  };
}

async function readContracts(
  ctx: Ctx,
  connector: OpenConnector,
  connectionId: string,
): Promise<Reading | undefined> {
  const companyIds = await ctx.transaction((tx) => mappedCompanyIds(tx, connectionId));
  if (companyIds.length === 0) return undefined;
  const before = connector.callsMade();
  const rows = await collect(connector.listContracts(companyIds));
  return {
    list: "contracts",
    answered: rows.map((row) => row.psaContractId),
    within: companyIds,
    calls: connector.callsMade() - before,
    store: (tx) => upsertContracts(tx, connectionId, rows),
  };
}

async function readLines(
  ctx: Ctx,
  connector: OpenConnector,
  connectionId: string,
): Promise<Reading | undefined> {
  const contractIds = await ctx.transaction((tx) => recurringContractIds(tx, connectionId));
  if (contractIds.length === 0) return undefined;
  const before = connector.callsMade();
  const rows = await connector.readContractLines(contractIds);
  return {
    list: "lines",
    answered: rows.flatMap((row) => row.address.psaLineId ?? []),
    within: contractIds,
    calls: connector.callsMade() - before,
    store: (tx) => upsertLines(tx, connectionId, rows),
  };
}

/** The PSA's own currency is that of the reseller's own company. */
function ownCurrency(rows: readonly Company[]): string | undefined {
  return rows.find((row) => row.isOwner)?.currency;
}

async function noteAllowance(ctx: Ctx, connector: OpenConnector): Promise<void> {
  const told = await connector.readAllowance();
  if (told) await ctx.transaction((tx) => noteOthersCalls(tx, connector.databaseKey, told.usedInHour));
}
