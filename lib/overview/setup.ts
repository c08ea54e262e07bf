import type { ConnectionRow } from "./connections-query";
import type { SetupFacts } from "./setup-query";
import { type Steps, stepsOf } from "./steps";

/** From nothing to the first write that the PSA confirmed; null once that has been. */
export function setupSteps(facts: SetupFacts, connections: readonly ConnectionRow[]): Steps | null {
  if (facts.isSynced) return null;
  const { customers, products, firstCheckAt } = facts;
  const working = connections.filter(({ state }) => state !== "disabled");
  const isConnected = working.length > 0;
  const later = (href: string): string | null => (isConnected ? href : null);
  return stepsOf([
    {
      key: "connect",
      title: "Connect your PSA",
      detail: isConnected ? `${working.map(({ name }) => name).join(", ")} connected` : "Not connected yet",
      isDone: isConnected,
      href: "/integrations",
    },
    {
      key: "map_customers",
      title: "Map customers",
      detail: mapped(customers, "customer", "customers"),
      isDone: (customers?.mapped ?? 0) > 0,
      href: later("/customer-map"),
    },
    {
      key: "map_products",
      title: "Map products",
      detail: mapped(products, "product in use", "products in use"),
      isDone: (products?.mapped ?? 0) > 0,
      href: later("/products"),
    },
    {
      key: "first_check",
      title: "Check changes for the first time",
      detail: firstCheckAt === null ? "Not checked yet" : "Checked",
      isDone: firstCheckAt !== null,
      href: later("/sync"),
    },
    {
      key: "first_sync",
      title: "Apply the first change",
      detail: "Nothing has been written to your PSA yet",
      isDone: false,
      href: firstCheckAt === null ? null : "/sync",
    },
  ]);
}

function mapped(counts: { total: number; mapped: number } | null, one: string, many: string): string {
  if (!counts || counts.total === 0) return `There are no ${many} yet`;
  return `${counts.mapped} of ${counts.total} ${counts.total === 1 ? one : many} mapped`;
}
