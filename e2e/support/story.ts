import { randomBytes } from "node:crypto";
import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import pg from "pg";
import { readRecord } from "@/bin/launch/record";
import { type StoryDays, storyDays } from "@/db/seed/days";
import { demoPassword, plantPartner } from "@/db/seed/plant-people";
import { Portal } from "@/db/seed/portal";
import { World } from "./world";

/** One customer of a story: what the vendor sold, and what stands in the PSA. */
export type CustomerPlan = {
  name: string;
  /** Seats held since the contract began, on both sides. */
  held?: number;
  /** The vendor's count where it differs from the PSA's. */
  heldAtVendor?: number;
  /** What the company is in the PSA; a Lead cannot be mapped. */
  companyType?: "Customer" | "Lead";
  /** `none`: no contract; `quarterly`: one that does not fit monthly products. */
  contract?: "monthly" | "quarterly" | "none";
  /** Which of the story's products: the first unless told otherwise. */
  product?: number;
  /** Left out of the mapping, for stories that map by hand. */
  isMapped?: boolean;
  isLinked?: boolean;
};

export type StoryPlan = {
  customers: readonly CustomerPlan[];
  /** Monthly licences with their price and cost in GBP; one unless told otherwise. */
  products?: readonly { name: string; price: string; cost: string; isMapped?: boolean }[];
  /** Stops before the connection is made, for stories that install it. */
  isConnected?: boolean;
  /** Customers, products and contracts mapped, except those who say otherwise. */
  isMapped?: boolean;
  /** Runs the first check and applies what it takes over, so that only what the story orders waits. */
  isTakenOver?: boolean;
};

type RoleName = "admin" | "operator" | "viewer";

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
  ) {}

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
    return String(firstCompany + this.#index(customer));
  }
  contractId(customer: string): string {
    return String(firstContract + this.#index(customer));
  }
  itemId(product = 0): string {
    return String(firstService + product);
  }
  subscriptionId(customer: string): string {
    return `SUB-${this.run}-${this.#index(customer)}`;
  }
  /** Units that the PSA bills a customer on a date. */
  units(customer: string, date = this.days.today): Promise<number> {
    return this.world.unitsOn(this.contractId(customer), date);
  }

  /** The vendor's order of today: the new total of a customer's seats. */
  async order(
    customer: string,
    quantity: number,
    more: { type?: string; effectiveDate?: string; unitPrice?: string } = {},
  ): Promise<string> {
    this.#orders += 1;
    const number = `${this.run}-${this.#orders}`;
    const isEnd = more.type === "cancellation";
    const index = this.#index(customer);
    await this.#deliver("orders", [
      {
        ...this.#order(index, number, this.days.today),
        type: more.type ?? "change",
        lines: [
          {
            ...this.#line(index, more.effectiveDate ?? this.days.today),
            ...(isEnd ? { endDate: more.effectiveDate ?? this.days.today } : { quantity: String(quantity) }),
            ...(more.unitPrice && { unitPrice: more.unitPrice }),
          },
        ],
      },
    ]);
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
    await this.world.make(this.#definition());
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
    const services = this.#products.length;
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
        customerId: found(customers, (row) => row.vendorCustomerId === `${this.run}-${all.indexOf(each)}`).id,
        state: "mapped",
        psaCompanyId: this.companyId(each.name),
      })),
    );
    const products = await this.#ownProducts();
    await this.#map(
      "products",
      this.#products.flatMap((product, index) =>
        product.isMapped === false
          ? []
          : [
              {
                productId: found(products, (row) => row.sku === this.#sku(index)).id,
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
    const path = `/api/v1/products?limit=200&search=${this.#sku(0).slice(0, -2)}`;
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
    const { run, days } = this;
    await this.#deliver(
      "products",
      this.#products.map((product, index) => ({
        family: { code: `F${run}`, name: `Family ${run}` },
        ...this.#key(index),
        name: product.name,
        kind: "licence",
        unit: "seat",
        prices: [
          {
            currency: "GBP",
            listPrice: product.price,
            partnerCost: product.cost,
            validFrom: days.contractStart,
          },
        ],
        asOf: days.at(days.today),
      })),
    );
    await this.#deliver(
      "customers",
      this.plan.customers.map((each, index) => ({
        partnerCode: `P-${run}`,
        vendorCustomerId: `${run}-${index}`,
        companyName: each.name,
        currency: "GBP",
        asOf: days.at(days.today),
      })),
    );
    const history = this.plan.customers.flatMap((each, index) => {
      const quantity = each.heldAtVendor ?? each.held ?? 0;
      if (quantity === 0) return [];
      const order = this.#order(index, `${run}-H${index}`, days.contractStart);
      const line = { ...this.#line(index, days.contractStart), quantity: String(quantity) };
      return [{ ...order, type: "sales", lines: [line] }];
    });
    await this.#deliver("orders", history);
  }

  get #products() {
    return this.plan.products ?? [{ name: "Story Suite", price: "9.40", cost: "7.10" }];
  }
  #sku = (index: number) => `S${this.run}-${index}`;
  #key = (index: number) => ({ sku: this.#sku(index), billingCycle: "monthly", term: "P1M" });
  #index(customer: string): number {
    const index = this.plan.customers.findIndex((each) => each.name === customer);
    if (index < 0) throw new Error(`This story has no customer '${customer}'.`);
    return index;
  }
  #order(index: number, number: string, date: string) {
    return {
      partnerCode: `P-${this.run}`,
      vendorOrderId: number,
      vendorCustomerId: `${this.run}-${index}`,
      orderedAt: this.days.at(date),
      status: "completed",
    };
  }
  #line(index: number, effectiveDate: string) {
    const product = this.plan.customers[index]?.product ?? 0;
    const { price, cost } = this.#products[product] ?? { price: "0", cost: "0" };
    return {
      vendorLineId: "1",
      vendorSubscriptionId: `SUB-${this.run}-${index}`,
      ...this.#key(product),
      unitPrice: price,
      unitCost: cost,
      currency: "GBP",
      effectiveDate,
    };
  }

  #definition(): object {
    const { days } = this;
    return {
      secret: this.apiUser.secret,
      trackingIds: ["LARKSPURCLOUDSANDBOX0000001"],
      currency: "GBP",
      clock: { set: this.began.toISOString() },
      companies: this.plan.customers.map((each, index) => ({
        id: firstCompany + index,
        companyName: each.name,
        companyType: each.companyType === "Lead" ? 2 : 1,
        countryID: 234,
      })),
      services: this.#products.map((product, index) => ({
        id: firstService + index,
        name: product.name,
        periodType: 2,
        unitPrice: Number.parseFloat(product.price),
        unitCost: Number.parseFloat(product.cost),
      })),
      contracts: this.plan.customers.flatMap((each, index) =>
        each.contract === "none"
          ? []
          : [
              {
                id: firstContract + index,
                companyID: firstCompany + index,
                contractName: `Contract ${each.name}`,
                contractPeriodType: each.contract === "quarterly" ? 3 : 2,
                startDate: days.contractStart,
                endDate: days.contractEnd,
                services: each.held ? [this.#standing(each, index)] : [],
              },
            ],
      ),
    };
  }
  #standing({ held, product = 0 }: CustomerPlan, index: number): object {
    const { price, cost } = this.#products[product] ?? { price: "0", cost: "0" };
    return {
      id: firstLine + index,
      serviceID: firstService + product,
      units: held,
      unitPrice: Number.parseFloat(price),
      unitCost: Number.parseFloat(cost),
    };
  }
}

const firstCompany = 1021;
const firstContract = 2051;
const firstService = 311;
const firstLine = 5071;

function found<Row>(rows: readonly Row[], isIt: (row: Row) => boolean): Row {
  const row = rows.find(isIt);
  if (!row) throw new Error("The portal does not list a record of the story.");
  return row;
}

type Fixtures = {
  /** Makes a partner of this test's own, with its PSA and its vendor's records. */
  tell: (plan: StoryPlan) => Promise<Story>;
};
type WorkerFixtures = { stage: { pool: pg.Pool; portalUrl: string; sandboxUrl: string; vendor: Portal } };

/** Complains about what no story may leave behind: errors in the console, refused scripts, foreign hosts. */
function watch(page: Page, complaints: string[]): void {
  page.on("console", (message) => {
    if (message.type() !== "error") return;
    // The browser's own note about an answer that the page expects and shows.
    if (/Failed to load resource: the server responded with a status of (4\d\d|503)/.test(message.text()))
      return;
    complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol.startsWith("http") && hostname !== "localhost" && hostname !== "127.0.0.1") {
      complaints.push(`asked a foreign host: ${hostname}`);
    }
  });
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  stage: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are wanted from this pattern
    async ({}, use) => {
      const running = await readRecord(process.env.COUNTERPART_DATA ?? "");
      if (!running?.sandboxUrl) throw new Error("The portal of this run has left no record.");
      const { portalUrl, sandboxUrl, appUrl } = running;
      const pool = new pg.Pool({ connectionString: appUrl, max: 2 });
      const vera = await Portal.signIn(portalUrl, "vera@larkspur.example", demoPassword);
      const { key } = await vera.post<{ key: string }>("/api/v1/api-keys", {
        name: "Stories",
        scopes: ["ingest:products", "ingest:customers", "ingest:orders", "ingest:subscriptions"],
      });
      await use({ pool, portalUrl, sandboxUrl, vendor: Portal.withKey(portalUrl, key) });
      await pool.end();
    },
    { scope: "worker" },
  ],
  tell: async ({ stage }, use) => {
    const { pool, portalUrl, sandboxUrl, vendor } = stage;
    await use(async (plan) => {
      const run = randomBytes(4).toString("hex");
      const { rows } = await pool.query<{ now: Date }>("select business_now() as now");
      const now = rows[0]?.now;
      if (!now) throw new Error("The database has no business clock.");
      const person = (role: RoleName) => ({
        email: `${role}@${run}.example`,
        name: `${role[0]?.toUpperCase()}${role.slice(1)} ${run}`,
        role: `partner_${role}` as const,
        canSeeCost: role === "admin",
      });
      await plantPartner(pool, {
        code: `P-${run}`,
        name: `Partner ${run}`,
        country: "GB",
        currency: "GBP",
        timeZone: "Europe/London",
        locale: "en-GB",
        invoiceDay: "1",
        persons: [person("admin"), person("operator"), person("viewer")],
      });
      const apiUser = { userName: `api@${run}.example`, secret: `secret-of-${run}` };
      const admin = await Portal.signIn(portalUrl, `admin@${run}.example`, demoPassword);
      const world = new World(sandboxUrl, apiUser.userName);
      const days = storyDays(now, "Europe/London");
      const story = new Story(run, portalUrl, days, now, world, apiUser, plan, admin, vendor);
      await story.prepare();
      return story;
    });
  },
  page: async ({ page }, use) => {
    const complaints: string[] = [];
    watch(page, complaints);
    await use(page);
    expect(complaints, "what the browser complained about").toEqual([]);
  },
});

export { expect };
