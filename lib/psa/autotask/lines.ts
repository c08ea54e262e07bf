import { toInstant } from "@/lib/clock";
import { addDays } from "@/lib/dates";
import type { ReadWindow } from "../connector";
import { chunksOf, collect } from "../pagination";
import type { LineAddress, LinePeriod, LineState } from "../records";
import type { Catalog } from "./catalog";
import type { AutotaskClient } from "./client";
import type { ContractFacts, Contracts } from "./contracts";
import type { Metadata } from "./metadata";
import { agreedPrice } from "./price";
import { type Condition, isAutotaskId, PAGE_SIZE, queryRows, toAutotaskId } from "./query";
import {
  type AutotaskContractService,
  type AutotaskUnit,
  contractBundleSchema,
  contractServiceSchema,
  unitSchema,
} from "./schemas";
import { wireDate } from "./wire";

/**
 * A line shows two rows in a window of two periods. This many lines stay below a full page, which would cost another
 * call to learn that it was the last.
 */
const LINES_PER_UNITS_CALL = 249;

/** Contract services and their unit rows, read in batches of up to 500 ids a call. */
export class Lines {
  readonly #client: AutotaskClient;
  readonly #metadata: Metadata;
  readonly #contracts: Contracts;
  readonly #catalog: Catalog;
  /** "contract/service" pairs that also stand in a bundle on that contract, for the contracts asked so far. */
  readonly #bundled = new Set<string>();
  readonly #bundlesAsked = new Set<string>();

  constructor(client: AutotaskClient, metadata: Metadata, contracts: Contracts, catalog: Catalog) {
    this.#client = client;
    this.#metadata = metadata;
    this.#contracts = contracts;
    this.#catalog = catalog;
  }

  async ofContracts(psaContractIds: readonly string[]): Promise<LineState[]> {
    const facts = await this.#contracts.factsOf(psaContractIds);
    const [rows, units] = await Promise.all([
      this.#query("ContractServices", "contractID", psaContractIds, contractServiceSchema),
      this.#query("ContractServiceUnits", "contractID", psaContractIds, unitSchema),
    ]);
    await this.#learnBundles(psaContractIds);
    const periods = periodsByLine(units);
    return this.#states(
      rows.map((row) => ({ row, address: addressOf(row) })),
      facts,
      periods,
    );
  }

  async at(addresses: readonly LineAddress[], window: ReadWindow): Promise<LineState[]> {
    const contractIds = addresses.map((address) => address.psaContractId);
    const facts = await this.#contracts.factsOf(contractIds);
    const rows =
      window.periodsOnly && addresses.every((address) => address.psaLineId !== undefined)
        ? addresses.map(bareRow)
        : await this.#rowsAt(addresses);
    const byId = new Map(rows.map((row) => [String(row.id), row]));
    const found = addresses.map((address) => ({ address, row: lineAt(address, rows, byId) }));
    const lineIds = found.flatMap(({ row }) => (row ? [String(row.id)] : []));
    const within: Condition[] = [
      { op: "lte", field: "startDate", value: wireDate(window.toDate) },
      { op: "gte", field: "endDate", value: wireDate(window.fromDate) },
    ];
    const batches = chunksOf(lineIds, LINES_PER_UNITS_CALL).map((ids) =>
      this.#query("ContractServiceUnits", "contractServiceID", ids, unitSchema, within),
    );
    const units = (await Promise.all(batches)).flat();
    if (!window.periodsOnly) await this.#learnBundles(contractIds);
    return this.#states(found, facts, periodsByLine(units));
  }

  /** Rows by id where it is known; where not, every row of the contract, to be matched by service. */
  async #rowsAt(addresses: readonly LineAddress[]): Promise<AutotaskContractService[]> {
    const lineIds = addresses.flatMap((address) => address.psaLineId ?? []);
    const searched = addresses.flatMap((address) =>
      address.psaLineId === undefined ? [address.psaContractId] : [],
    );
    const [known, others] = await Promise.all([
      this.#query("ContractServices", "id", lineIds, contractServiceSchema),
      this.#query("ContractServices", "contractID", searched, contractServiceSchema),
    ]);
    return [...known, ...others];
  }

  async #query<Shape extends Parameters<typeof queryRows>[3]>(
    entity: string,
    field: string,
    ids: readonly string[],
    schema: Shape,
    more: readonly Condition[] = [],
  ): Promise<import("zod").output<Shape>[]> {
    const distinct = [...new Set(ids)].filter(isAutotaskId).map(toAutotaskId);
    const chunks = chunksOf(distinct, PAGE_SIZE).map((value) =>
      collect(queryRows(this.#client, entity, [{ op: "in", field, value }, ...more], schema)),
    );
    return (await Promise.all(chunks)).flat();
  }

  /**
   * A service can stand on a contract by itself or through a bundle. Rows do not say which, so a service that also
   * comes with a bundle of its contract counts as bundled. Tenants without bundles cost one call.
   */
  async #learnBundles(psaContractIds: readonly string[]): Promise<void> {
    const unknown = psaContractIds.filter((id) => !this.#bundlesAsked.has(id));
    if (unknown.length === 0) return;
    const bundlesOf = await this.#catalog.bundlesOfServices();
    if (bundlesOf.size > 0) {
      const rows = await this.#query("ContractServiceBundles", "contractID", unknown, contractBundleSchema);
      for (const [serviceId, bundleIds] of bundlesOf) {
        for (const row of rows) {
          if (bundleIds.includes(row.serviceBundleID)) this.#bundled.add(`${row.contractID}/${serviceId}`);
        }
      }
    }
    for (const id of unknown) this.#bundlesAsked.add(id);
  }

  async #states(
    found: readonly { address: LineAddress; row: AutotaskContractService | undefined }[],
    facts: ReadonlyMap<string, ContractFacts>,
    periods: ReadonlyMap<string, readonly LinePeriod[]>,
  ): Promise<LineState[]> {
    const { internal } = await this.#metadata.currencies();
    return found.map(({ address, row }) => {
      const contract = facts.get(address.psaContractId);
      if (!contract) throw new Error(`Facts of contract ${address.psaContractId} were not read.`);
      const isInBundle = this.#bundled.has(`${address.psaContractId}/${address.psaItemId}`);
      if (!row) return { address, exists: false, contract, isInBundle, periods: [] };
      return {
        address: { ...address, psaLineId: String(row.id) },
        exists: true,
        contract,
        unitPrice: agreedPrice(row, contract.currency !== internal),
        unitCost: row.unitCost,
        key: row.internalDescription,
        invoiceText: row.invoiceDescription,
        isInBundle,
        periods: periods.get(String(row.id)) ?? [],
      };
    });
  }
}

const addressOf = (row: AutotaskContractService): LineAddress => ({
  psaContractId: String(row.contractID),
  psaItemId: String(row.serviceID),
  psaLineId: String(row.id),
});

/** Stands in for a line whose own row is not wanted. */
const bareRow = (address: LineAddress): AutotaskContractService => ({
  id: toAutotaskId(address.psaLineId ?? ""),
  contractID: toAutotaskId(address.psaContractId),
  serviceID: toAutotaskId(address.psaItemId),
  unitPrice: undefined,
  unitCost: undefined,
  internalCurrencyUnitPrice: undefined,
  internalCurrencyAdjustedPrice: undefined,
  internalDescription: undefined,
  invoiceDescription: undefined,
});

/** Of several lines that fit, the newest: the one that was made last is the one looked for after a lost answer. */
function lineAt(
  address: LineAddress,
  rows: readonly AutotaskContractService[],
  byId: ReadonlyMap<string, AutotaskContractService>,
): AutotaskContractService | undefined {
  if (address.psaLineId !== undefined) return byId.get(address.psaLineId);
  const others = new Set(address.otherLineIds ?? []);
  return rows.findLast(
    (row) =>
      String(row.contractID) === address.psaContractId &&
      String(row.serviceID) === address.psaItemId &&
      !others.has(String(row.id)),
  );
}

/**
 * Unit rows as periods without overlap. Where rows overlap (a split inside a period) the later start holds, so the
 * earlier row ends the day before.
 */
function periodsByLine(units: readonly AutotaskUnit[]): ReadonlyMap<string, readonly LinePeriod[]> {
  const byLine = new Map<string, LinePeriod[]>();
  const sorted = units.toSorted((a, b) => compareText(a.startDate, b.startDate) || a.id - b.id);
  for (const unit of sorted) {
    const lineId = String(unit.contractServiceID);
    const periods = byLine.get(lineId) ?? [];
    byLine.set(lineId, periods);
    const previous = periods.at(-1);
    if (previous?.startDate === unit.startDate) periods.pop();
    else if (previous && previous.endDate >= unit.startDate) previous.endDate = addDays(unit.startDate, -1);
    periods.push({
      startDate: unit.startDate,
      endDate: unit.endDate,
      quantity: unit.units,
      ...(unit.approveAndPostDate === undefined ? {} : { postedAt: toInstant(unit.approveAndPostDate) }),
    });
  }
  return byLine;
}

const compareText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
