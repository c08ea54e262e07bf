import { collect } from "../pagination";
import type { BillingCycle } from "../records";
import type { AutotaskClient } from "./client";
import { queryRows } from "./query";
import { countrySchema, currencySchema } from "./schemas";
import { fieldsEnvelope } from "./wire";

/** Value (as text) to label, inactive values included: old records still carry them. */
export type Picklist = ReadonlyMap<string, string>;

/**
 * What a tenant has named by itself: picklists, currencies, countries. Read once for each entity, connection and business
 * day (`memory` is kept by whoever opened the connector), because every call counts against the hour.
 */
export class Metadata {
  readonly #client: AutotaskClient;
  readonly #memory: Map<string, unknown>;

  constructor(client: AutotaskClient, memory: Map<string, unknown>) {
    this.#client = client;
    this.#memory = memory;
  }

  async picklist(entity: string, field: string): Promise<Picklist> {
    const fields = await this.#once(`fields:${entity}`, () =>
      this.#client.read(
        { entity, method: "GET", path: `${entity}/entityInformation/fields` },
        fieldsEnvelope,
      ),
    );
    const wanted = fields.fields.find((each) => each.name.toLowerCase() === field.toLowerCase());
    return new Map((wanted?.picklistValues ?? []).map(({ value, label }) => [value, label]));
  }

  /** Currency id to ISO code, and the tenant's own currency. */
  async currencies(): Promise<{ codes: ReadonlyMap<string, string>; internal: string | undefined }> {
    const rows = await this.#once("currencies", () =>
      collect(queryRows(this.#client, "Currencies", [], currencySchema)),
    );
    return {
      codes: new Map(rows.map((row) => [String(row.id), row.name.toUpperCase()])),
      internal: rows.find((row) => row.isInternalCurrency)?.name.toUpperCase(),
    };
  }

  /** Country id to ISO code of two letters. */
  async countries(): Promise<ReadonlyMap<string, string>> {
    const rows = await this.#once("countries", () =>
      collect(queryRows(this.#client, "Countries", [], countrySchema)),
    );
    return new Map(
      rows.flatMap((row) => (row.countryCode ? [[String(row.id), row.countryCode] as const] : [])),
    );
  }

  #once<T>(key: string, read: () => Promise<T>): Promise<T> {
    const known = this.#memory.get(key) as Promise<T> | undefined;
    if (known) return known;
    const asked = read();
    this.#memory.set(key, asked);
    // A failed reading is asked again by the next caller.
    asked.catch(() => this.#memory.delete(key));
    return asked;
  }
}

/** Live metadata confirmed only these two ids of `periodType`; the rest is told by the tenant's labels. */
const confirmedCycles: Readonly<Record<string, BillingCycle>> = { "2": "monthly", "5": "annual" };

export function cycleOf(periodType: number | null | undefined, labels: Picklist): BillingCycle | undefined {
  if (periodType == null) return undefined;
  const value = String(periodType);
  const label = labels.get(value) ?? "";
  if (/semi|half/i.test(label)) return "semiannual";
  if (/month/i.test(label)) return "monthly";
  if (/quarter/i.test(label)) return "quarterly";
  if (/year|annual/i.test(label)) return "annual";
  if (/one/i.test(label)) return "one_time";
  return confirmedCycles[value];
}
