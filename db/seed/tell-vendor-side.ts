import { demoPassword } from "./plant-people";
import { Portal } from "./portal";
import type { Story } from "./story";

type BatchAnswer = { rejected: readonly unknown[]; waiting: readonly unknown[] };

const batchSize = 500;

/** Catalogue, customers, orders and subscriptions, sent as the vendor's machines send them. */
export async function tellVendorSide(portalUrl: string, story: Story): Promise<void> {
  const admin = story.vendor.persons[0];
  if (!admin) throw new Error("The story has no vendor admin.");
  const vera = await Portal.signIn(portalUrl, admin.email, demoPassword);
  const { key } = await vera.post<{ key: string }>("/api/v1/api-keys", {
    name: "Demo story",
    scopes: ["ingest:products", "ingest:customers", "ingest:orders", "ingest:subscriptions"],
  });
  const feed = Portal.withKey(portalUrl, key);
  for (const kind of ["products", "customers", "orders", "subscriptions"] as const) {
    for (let start = 0; start < story[kind].length; start += batchSize) {
      const items = story[kind].slice(start, start + batchSize);
      const answer = await feed.post<BatchAnswer>(`/api/ingest/v1/${kind}`, { items });
      if (answer.rejected.length + answer.waiting.length > 0) {
        throw new Error(`The story's ${kind} were not all taken: ${JSON.stringify(answer)}`);
      }
    }
  }
}
