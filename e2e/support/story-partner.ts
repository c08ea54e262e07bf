import { type BrowserContext, expect } from "@playwright/test";
import type { StoryDays } from "@/db/seed/days";
import { demoPassword } from "@/db/seed/plant-people";
import type { Portal } from "@/db/seed/portal";
import { type OrderMore, productsOf, type StoryPlan, VendorDocuments } from "./story-plan";
import { psaIds, worldDefinition } from "./story-world";
import type { World } from "./world";

export type RoleName = "admin" | "operator" | "viewer";

/** Everything about one partner that belongs to one story alone: people, PSA world, vendor's records, connection. */
export class Story {
  constructor(
    readonly run: string,
    readonly portalUrl: string,
    readonly days: StoryDays,
    /** Business time when the story began. */
    readonly began: Date,
    /** The PSA, asked behind the portal's back. */
    readonly world: World,
    readonly apiUser: { userName: string; secret: string },
    readonly plan: StoryPlan,
    /** The admin, over HTTP. */
    readonly admin: Portal,
    /** The vendor's machines. */
    readonly vendor: Portal,
  ) {
    this.#documents = new VendorDocuments(run, days, plan);
  }

  readonly #documents: VendorDocuments;

  connectionId = "";

  email(role: RoleName): string {
    return `${role}@${this.run}.example`;
  }

  /** Signs a browser in without the form. */
  async signIn(context: BrowserContext, role: RoleName = "admin"): Promise<void> {
    const answer = await context.request.post(`${this.portalUrl}/api/v1/sessions`, {
      data: { email: this.email(role), password: demoPassword },
    });
    expect(answer.ok(), await answer.text()).toBe(true);
  }

  companyId(customer: string): string {
    return String(psaIds.company(this.#index(customer)));
  }
  contractId(customer: string): string {
    return String(psaIds.contract(this.#index(customer)));
  }
  itemId(product = 0): string {
    return String(psaIds.service(product));
  }
  subscriptionId(customer: string): string {
    return this.#documents.subscriptionId(this.#index(customer));
  }
  /** Units that the PSA bills a customer on a date. */
  units(customer: string, date = this.days.today): Promise<number> {
    return this.world.unitsOn(this.contractId(customer), date);
  }

  /** The vendor's order of today: the new total of a customer's seats. */
  async order(customer: string, quantity: number, more: OrderMore = {}): Promise<string> {
    this.#orders += 1;
    const number = `${this.run}-${this.#orders}`;
    await this.#deliver("orders", [this.#documents.order(this.#index(customer), number, quantity, more)]);
    return number;
  }
  #orders = 0;

  /** Check Changes, as the button does it. */
  async check(): Promise<string> {
    const { message } = await this.admin.post<{ message: string }>("/api/v1/sync-runs", {
      connectionId: this.connectionId,
    });
    return message;
  }

  /** Plans and approves what waits, and waits for its end. */
  async applyAllWaiting(): Promise<void> {
    const { tasks } = await this.admin.get<{ tasks: { id: string }[] }>(
      "/api/v1/sync-tasks?limit=200&states=ready",
    );
    if (tasks.length === 0) return;
    const { plan } = await this.admin.post<{ plan: { id: string; hash: string } }>("/api/v1/plans", {
      taskIds: tasks.map((task) => task.id),
    });
    await this.admin.post(`/api/v1/plans/${plan.id}/approve`, { hash: plan.hash, confirmed: true });
    await expect
      .poll(async () => (await this.admin.get<{ state: string }>(`/api/v1/plans/${plan.id}`)).state, {
        timeout: 30_000,
      })
      .toBe("finished");
  }

  async prepare(): Promise<void> {
    await this.world.make(
      worldDefinition(this.plan, { ...this.apiUser, began: this.began, days: this.days }),
    );
    await this.#deliverVendorSide();
    if (this.plan.isConnected === false) return;
    await this.connect();
    if (this.plan.isMapped === false) return;
    await this.mapAll();
    if (this.plan.isTakenOver === false) return;
    await this.check();
    await this.applyAllWaiting();
    await this.world.forgetRequests();
  }

  async connect(): Promise<void> {
    const saved = await this.admin.post<{ connectionId: string }>("/api/v1/connections", {
      provider: "autotask",
      credentials: this.apiUser,
    });
    this.connectionId = saved.connectionId;
    const services = productsOf(this.plan).length;
    await expect
      .poll(() => this.#count(`/api/v1/connections/${saved.connectionId}/catalog-items?limit=50`, "items"), {
        timeout: 30_000,
      })
      .toBe(services);
    await expect
      .poll(() => this.#count(`/api/v1/connections/${saved.connectionId}/companies?limit=200`, "companies"), {
        timeout: 30_000,
      })
      .toBeGreaterThanOrEqual(this.plan.customers.length);
  }

  async mapAll(): Promise<void> {
    const all = this.plan.customers;
    const mapped = all.filter((each) => each.isMapped !== false && each.companyType !== "Lead");
    const { customers } = await this.admin.get<{ customers: { id: string; vendorCustomerId: string }[] }>(
      "/api/v1/customers?limit=200",
    );
    await this.#map(
      "customers",
      mapped.map((each) => ({
        customerId: found(
          customers,
          (row) => row.vendorCustomerId === this.#documents.customerId(all.indexOf(each)),
        ).id,
        state: "mapped",
        psaCompanyId: this.companyId(each.name),
      })),
    );
    const products = await this.#ownProducts();
    await this.#map(
      "products",
      productsOf(this.plan).flatMap((product, index) =>
        product.isMapped === false
          ? []
          : [
              {
                productId: found(products, (row) => row.sku === this.#documents.sku(index)).id,
                state: "mapped",
                psaItemId: this.itemId(index),
              },
            ],
      ),
    );
    const { subscriptions } = await this.admin.get<{
      subscriptions: { id: string; vendorSubscriptionId: string }[];
    }>("/api/v1/subscriptions?limit=200");
    const linked = mapped.filter(
      (each) => each.isLinked !== false && each.contract !== "none" && each.contract !== "quarterly",
    );
    await this.#map(
      "contracts",
      linked.flatMap((each) => {
        const held = subscriptions.find((row) => row.vendorSubscriptionId === this.subscriptionId(each.name));
        return held ? [{ subscriptionId: held.id, psaContractId: this.contractId(each.name) }] : [];
      }),
    );
  }

  /** The vendor's catalogue is everybody's, and grows with every story. */
  async #ownProducts(): Promise<{ id: string; sku: string }[]> {
    const path = `/api/v1/products?limit=200&search=${this.#documents.sku(0).slice(0, -2)}`;
    return (await this.admin.get<{ products: { id: string; sku: string }[] }>(path)).products;
  }

  async #map(kind: string, rows: object[]): Promise<void> {
    if (rows.length === 0) return;
    const answer = await this.admin.put<{ rejected: unknown[] }>(`/api/v1/mappings/${kind}`, {
      connectionId: this.connectionId,
      rows,
    });
    expect(answer.rejected).toEqual([]);
  }

  async #count(path: string, member: string): Promise<number> {
    const answer = await this.admin.get<Record<string, unknown>>(path);
    const list = answer[member];
    return Array.isArray(list) ? list.length : 0;
  }

  async #deliver(kind: string, items: object[]): Promise<void> {
    if (items.length === 0) return;
    const batch = await this.vendor.post<{ rejected: unknown[] }>(`/api/ingest/v1/${kind}`, { items });
    expect(batch.rejected).toEqual([]);
  }

  async #deliverVendorSide(): Promise<void> {
    await this.#deliver("products", this.#documents.products());
    await this.#deliver("customers", this.#documents.customers());
    await this.#deliver("orders", this.#documents.history());
  }

  #index(customer: string): number {
    const index = this.plan.customers.findIndex((each) => each.name === customer);
    if (index < 0) throw new Error(`This story has no customer '${customer}'.`);
    return index;
  }
}

function found<Row>(rows: readonly Row[], isIt: (row: Row) => boolean): Row {
  const row = rows.find(isIt);
  if (!row) throw new Error("The portal does not list a record of the story.");
  return row;
}
