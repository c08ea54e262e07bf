import { machineNow } from "@/lib/clock";
import { PsaError } from "../errors";
import { chunksOf, collect } from "../pagination";
import type { ConnectorDoor } from "../provider";
import type { Contract, LineState } from "../records";
import type { AutotaskClient } from "./client";
import type { Companies } from "./companies";
import { cycleOf, type Metadata } from "./metadata";
import { findRow, isAutotaskId, PAGE_SIZE, queryRows, toAutotaskId } from "./query";
import { type AutotaskContract, contractSchema } from "./schemas";

/** System values; others are told by the tenant's labels. */
const RECURRING_SERVICE = 7;
const ACTIVE = 1;

export type ContractFacts = LineState["contract"];

/**
 * The chunks of one bulk run follow each other within seconds, each with a connector of its own; they need not read the
 * same contracts again. People always get a fresh reading.
 */
const SHARED_MS = 120_000;
type SharedFacts = Map<string, { readAtMs: number; facts: ContractFacts }>;

export class Contracts {
  readonly #client: AutotaskClient;
  readonly #metadata: Metadata;
  readonly #companies: Companies;
  /** Facts read by this connector, which lives as long as one job. */
  readonly #facts = new Map<string, ContractFacts>();
  readonly #shared: SharedFacts;

  constructor(
    client: AutotaskClient,
    metadata: Metadata,
    companies: Companies,
    door: Pick<ConnectorDoor, "memory" | "isInteractive">,
  ) {
    this.#client = client;
    this.#metadata = metadata;
    this.#companies = companies;
    this.#shared = (door.memory.get("contract-facts") as SharedFacts | undefined) ?? new Map();
    door.memory.set("contract-facts", this.#shared);
    if (door.isInteractive) return;
    const oldest = machineNow().getTime() - SHARED_MS;
    for (const [id, { readAtMs, facts }] of this.#shared) {
      if (readAtMs >= oldest) this.#facts.set(id, facts);
      else this.#shared.delete(id);
    }
  }

  async *list(psaCompanyIds: readonly string[]): AsyncGenerator<readonly Contract[]> {
    for (const ids of chunksOf(psaCompanyIds.filter(isAutotaskId), PAGE_SIZE)) {
      const condition = { op: "in", field: "companyID", value: ids.map(toAutotaskId) } as const;
      for await (const page of queryRows(this.#client, "Contracts", [condition], contractSchema)) {
        yield await this.#translateAll(page);
      }
    }
  }

  async find(psaContractId: string): Promise<Contract | undefined> {
    const row = await findRow(this.#client, "Contracts", psaContractId, contractSchema);
    return row && (await this.#translateAll([row]))[0];
  }

  /** Throws `gone` with the ids of all contracts that do not answer. */
  async factsOf(psaContractIds: readonly string[]): Promise<ReadonlyMap<string, ContractFacts>> {
    const wanted = [...new Set(psaContractIds)];
    const unknown = wanted.filter((id) => isAutotaskId(id) && !this.#facts.has(id));
    for (const ids of chunksOf(unknown, PAGE_SIZE)) {
      const condition = { op: "in", field: "id", value: ids.map(toAutotaskId) } as const;
      await this.#translateAll(
        await collect(queryRows(this.#client, "Contracts", [condition], contractSchema)),
      );
    }
    const goneIds = wanted.filter((id) => !this.#facts.has(id));
    if (goneIds.length > 0) {
      const which =
        goneIds.length === 1
          ? `Contract ${goneIds[0]} no longer answers`
          : `${goneIds.length} contracts no longer answer`;
      throw new PsaError("gone", `${which}. It may be deleted or hidden from the API user.`, {
        refusal: "reference_missing",
        goneIds,
      });
    }
    return this.#facts;
  }

  async #translateAll(rows: readonly AutotaskContract[]): Promise<Contract[]> {
    if (rows.length === 0) return [];
    const kinds = await this.#metadata.picklist("Contracts", "contractType");
    const periods = await this.#metadata.picklist("Contracts", "contractPeriodType");
    const currencies = await this.#companies.currenciesOf(rows.map((row) => String(row.companyID)));
    return rows.map((row) => {
      const currency = currencies.get(String(row.companyID));
      const contract: Contract = {
        psaContractId: String(row.id),
        psaCompanyId: String(row.companyID),
        name: row.contractName,
        number: row.contractNumber,
        kindName: kinds.get(String(row.contractType)) ?? `Type ${row.contractType}`,
        isRecurring: row.contractType === RECURRING_SERVICE,
        // Anything but the confirmed system value is not known to be active; an inactive contract still bills.
        isActive: row.status === ACTIVE,
        cycle: cycleOf(row.contractPeriodType, periods),
        currency,
        startDate: row.startDate,
        endDate: row.endDate,
      };
      const { startDate, endDate, cycle, isActive, isRecurring } = contract;
      const facts = { startDate, endDate, cycle, currency, isActive, isRecurring };
      this.#facts.set(contract.psaContractId, facts);
      this.#shared.set(contract.psaContractId, { readAtMs: machineNow().getTime(), facts });
      return contract;
    });
  }
}
