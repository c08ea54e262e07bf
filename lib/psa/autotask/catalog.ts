import { collect } from "../pagination";
import type { BillingCode, CatalogItem } from "../records";
import type { AutotaskClient } from "./client";
import { cycleOf, type Metadata } from "./metadata";
import { queryRows } from "./query";
import { billingCodeSchema, bundleMemberSchema, bundleSchema, serviceSchema } from "./schemas";

/** Service id to bundle ids. */
type BundlesOf = ReadonlyMap<number, readonly number[]>;

const MEMBERS = "bundle-members";

export class Catalog {
  readonly #client: AutotaskClient;
  readonly #metadata: Metadata;
  readonly #memory: Map<string, unknown>;

  constructor(client: AutotaskClient, metadata: Metadata, memory: Map<string, unknown>) {
    this.#client = client;
    this.#metadata = metadata;
    this.#memory = memory;
  }

  /** Services, then bundles. Bundles count their ids for themselves, so theirs are written `bundle-7`. */
  async *listItems(): AsyncGenerator<readonly CatalogItem[]> {
    const bundles = await collect(queryRows(this.#client, "ServiceBundles", [], bundleSchema));
    const names = new Map(bundles.map((bundle) => [bundle.id, bundle.name]));
    const bundlesOf = await this.#readMembers();
    const cycles = await this.#metadata.picklist("Services", "periodType");
    // Not trimmed: newer zones have `sku`, older ones refuse a question that names it.
    for await (const page of queryRows(this.#client, "Services", [], serviceSchema, false)) {
      yield page.map((row) => ({
        psaItemId: String(row.id),
        name: row.name,
        code: row.sku,
        description: row.description,
        cycle: cycleOf(row.periodType, cycles),
        unitPrice: row.unitPrice,
        unitCost: row.unitCost,
        isActive: row.isActive,
        isBundle: false,
        inBundles: (bundlesOf.get(row.id) ?? []).flatMap((id) => names.get(id) ?? []),
        psaVendorId: row.vendorCompanyID,
      }));
    }
    if (bundles.length === 0) return;
    yield bundles.map((row) => ({
      psaItemId: `bundle-${row.id}`,
      name: row.name,
      description: row.description,
      cycle: cycleOf(row.periodType, cycles),
      unitPrice: row.unitPrice,
      unitCost: row.unitCost,
      isActive: row.isActive,
      isBundle: true,
      inBundles: [],
    }));
  }

  async *listBillingCodes(): AsyncGenerator<readonly BillingCode[]> {
    const uses = await this.#metadata.picklist("BillingCodes", "useType");
    for await (const page of queryRows(this.#client, "BillingCodes", [], billingCodeSchema)) {
      yield page.map((row) => ({
        psaBillingCodeId: String(row.id),
        name: row.name ?? `Billing code ${row.id}`,
        isActive: row.isActive,
        useName: row.useType == null ? "" : (uses.get(String(row.useType)) ?? `Use ${row.useType}`),
      }));
    }
  }

  /**
   * Service id to the bundles it is a member of: one call while a tenant has fewer than 500 memberships, kept for the
   * day and read anew with every reading of the catalogue.
   */
  bundlesOfServices(): Promise<BundlesOf> {
    return (this.#memory.get(MEMBERS) as Promise<BundlesOf> | undefined) ?? this.#readMembers();
  }

  #readMembers(): Promise<BundlesOf> {
    const read = collect(queryRows(this.#client, "ServiceBundleServices", [], bundleMemberSchema)).then(
      (rows) => {
        const bundlesOf = new Map<number, number[]>();
        for (const { serviceID, serviceBundleID } of rows) {
          bundlesOf.set(serviceID, [...(bundlesOf.get(serviceID) ?? []), serviceBundleID]);
        }
        return bundlesOf;
      },
    );
    this.#memory.set(MEMBERS, read);
    read.catch(() => this.#memory.delete(MEMBERS));
    return read;
  }
}
