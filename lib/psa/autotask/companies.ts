import { toInstant } from "@/lib/clock";
import { chunksOf, collect } from "../pagination";
import type { ConnectorDoor } from "../provider";
import type { Company } from "../records";
import type { AutotaskClient } from "./client";
import type { Metadata } from "./metadata";
import { findRow, PAGE_SIZE, queryRows, toAutotaskId } from "./query";
import { type AutotaskCompany, companySchema } from "./schemas";

/** The system value for "Customer"; tenants rename its label. */
const CUSTOMER_TYPE = 1;
/** The reseller's own company. */
const OWNER_ID = 0;

export class Companies {
  readonly #client: AutotaskClient;
  readonly #metadata: Metadata;
  /** Currencies of companies seen by this connector: contracts have none of their own. */
  readonly #currencies: Map<string, string | undefined>;
  /** What jobs of the business day have seen; a person's reading refreshes it and takes nothing from it. */
  readonly #shared: Map<string, string | undefined>;

  constructor(
    client: AutotaskClient,
    metadata: Metadata,
    door: Pick<ConnectorDoor, "memory" | "isInteractive">,
  ) {
    this.#client = client;
    this.#metadata = metadata;
    this.#shared =
      (door.memory.get("company-currencies") as Map<string, string | undefined> | undefined) ?? new Map();
    door.memory.set("company-currencies", this.#shared);
    this.#currencies = new Map(door.isInteractive ? [] : this.#shared);
  }

  async *list(): AsyncGenerator<readonly Company[]> {
    for await (const page of queryRows(this.#client, "Companies", [], companySchema)) {
      yield await Promise.all(page.map((row) => this.#translate(row)));
    }
  }

  async find(psaCompanyId: string): Promise<Company | undefined> {
    const row = await findRow(this.#client, "Companies", psaCompanyId, companySchema);
    return row && this.#translate(row);
  }

  /** ISO code by company id. A company that is gone or hidden has none. */
  async currenciesOf(psaCompanyIds: readonly string[]): Promise<ReadonlyMap<string, string | undefined>> {
    const unknown = [...new Set(psaCompanyIds)].filter((id) => !this.#currencies.has(id));
    const schema = companySchema.pick({ id: true, currencyID: true });
    for (const ids of chunksOf(unknown, PAGE_SIZE)) {
      const condition = { op: "in", field: "id", value: ids.map(toAutotaskId) } as const;
      const rows = await collect(queryRows(this.#client, "Companies", [condition], schema));
      for (const row of rows) this.#learn(row.id, await this.#currencyOf(row.currencyID));
    }
    return this.#currencies;
  }

  #learn(id: number, currency: string | undefined): void {
    this.#currencies.set(String(id), currency);
    this.#shared.set(String(id), currency);
  }

  async #currencyOf(currencyId: string | undefined): Promise<string | undefined> {
    const { codes, internal } = await this.#metadata.currencies();
    return currencyId === undefined ? internal : codes.get(currencyId);
  }

  async #translate(row: AutotaskCompany): Promise<Company> {
    const types = await this.#metadata.picklist("Companies", "companyType");
    const countries = await this.#metadata.countries();
    const currency = await this.#currencyOf(row.currencyID);
    this.#learn(row.id, currency);
    const country = row.countryID === undefined ? undefined : countries.get(row.countryID);
    const type = row.companyType == null ? undefined : String(row.companyType);
    return {
      psaCompanyId: String(row.id),
      name: row.companyName,
      typeName: (type && types.get(type)) ?? (type ? `Type ${type}` : "No type"),
      isCustomer: row.companyType === CUSTOMER_TYPE,
      isActive: row.isActive,
      isOwner: row.id === OWNER_ID,
      currency,
      country,
      city: row.city,
      postalCode: row.postalCode,
      phone: row.phone,
      webAddress: row.webAddress,
      parentPsaCompanyId: row.parentCompanyID,
      lastActivityAt: row.lastActivityDate === undefined ? undefined : toInstant(row.lastActivityDate),
    };
  }
}
