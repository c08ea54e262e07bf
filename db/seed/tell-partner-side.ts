import { setTimeout as pause } from "node:timers/promises";
import { demoPassword } from "./plant-people";
import { Portal } from "./portal";
import type { Story } from "./story";

type Connections = { connections: { id: string; name: string }[] };
type Customers = { customers: { id: string; vendorCustomerId: string }[] };
type Products = { products: { id: string; sku: string; billingCycle: string; term: string }[] };
type Subscriptions = { subscriptions: { id: string; vendorSubscriptionId: string }[] };
type Batch = { rejected: readonly unknown[] };

/**
 * What the partner's admin has done so far: connected the PSA, mapped customers, products and contracts, and checked
 * what changed. Whatever waits then was made by that check. May be repeated after it broke off.
 */
export async function tellPartnerSide(portalUrl: string, story: Story): Promise<void> {
  const { partner, mappings } = story.connection;
  const admin = partner.persons[0];
  if (!admin) throw new Error(`${partner.name} has no admin.`);
  const ada = await Portal.signIn(portalUrl, admin.email, demoPassword);
  const connectionId = await connect(ada, story);
  await listsAreRead(ada, connectionId, story.connection.world.services.length);

  const { customers } = await ada.get<Customers>("/api/v1/customers?limit=200");
  await save(ada, connectionId, "customers", mappings.customers, (row) => ({
    customerId: idOf(customers, (each) => each.vendorCustomerId === row.vendorCustomerId),
    state: "mapped",
    psaCompanyId: row.psaCompanyId,
  }));

  const { products } = await ada.get<Products>("/api/v1/products?limit=200");
  await save(ada, connectionId, "products", mappings.products, ({ key, ...row }) => ({
    productId: idOf(
      products,
      (each) => each.sku === key.sku && each.billingCycle === key.billingCycle && each.term === key.term,
    ),
    state: "mapped",
    ...row,
  }));

  const companies = mappings.customers.map((row) => row.psaCompanyId);
  for (const psaCompanyId of companies) {
    await ada.get(`/api/v1/connections/${connectionId}/contracts?psaCompanyId=${psaCompanyId}`);
  }
  const { subscriptions } = await ada.get<Subscriptions>("/api/v1/subscriptions?limit=200");
  await save(ada, connectionId, "contracts", mappings.contracts, (row) => ({
    subscriptionId: idOf(subscriptions, (each) => each.vendorSubscriptionId === row.vendorSubscriptionId),
    psaContractId: row.psaContractId,
  }));

  // Contracts were chosen since the lists were read: their lines tell what the tasks change.
  await ada.post(`/api/v1/connections/${connectionId}/refresh`, {});
  await ada.post("/api/v1/sync-runs", { connectionId });
}

async function connect(ada: Portal, story: Story): Promise<string> {
  const { connections } = await ada.get<Connections>("/api/v1/connections");
  const existing = connections.find((each) => each.name === story.connection.name);
  if (existing) return existing.id;
  const { provider, name, userName, secret } = story.connection;
  const saved = await ada.post<{ connectionId: string }>("/api/v1/connections", {
    provider,
    name,
    credentials: { userName, secret },
  });
  return saved.connectionId;
}

/** The lists are read by a durable function after the connection was saved. */
async function listsAreRead(ada: Portal, connectionId: string, items: number): Promise<void> {
  for (let waited = 0; waited < 30_000; waited += 100) {
    const { total } = await catalogue(ada, connectionId);
    if (total >= items) return;
    await pause(100);
  }
  throw new Error("The PSA's lists were not read within 30 s.");
}

async function catalogue(ada: Portal, connectionId: string): Promise<{ total: number }> {
  const answer = await ada.get<{ items: readonly unknown[] }>(
    `/api/v1/connections/${connectionId}/catalog-items?limit=200`,
  );
  return { total: answer.items.length };
}

async function save<Row>(
  ada: Portal,
  connectionId: string,
  kind: "customers" | "products" | "contracts",
  rows: readonly Row[],
  asSent: (row: Row) => object,
): Promise<void> {
  const path = `/api/v1/mappings/${kind}`;
  const answer = await ada.put<Batch>(path, { connectionId, rows: rows.map(asSent) });
  if (answer.rejected.length > 0) {
    throw new Error(`The story's ${kind} were not all mapped: ${JSON.stringify(answer.rejected)}`);
  }
}

function idOf<Record extends { id: string }>(
  records: readonly Record[],
  isIt: (record: Record) => boolean,
): string {
  const found = records.find(isIt);
  if (!found) throw new Error("The story speaks of a record that the portal does not list.");
  return found.id;
}
