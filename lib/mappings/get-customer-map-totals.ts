import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { keptSum } from "@/lib/kept-sums/kept-sum";
import { type MapState, type Money, mapStates, monthly } from "./customer-map";
import { connectionsOfCustomerMap, totalsOfCustomerMap } from "./customer-map-totals-query";
import { mapConnection } from "./map-connection";

export type MapTotal = { state: MapState; customers: number; money: Money[] };

/** How the Customer Map stands as a whole: customers with their money by state, and the connections they stand on. */
export async function getCustomerMapTotals(ctx: Ctx, { mayBeKept = false } = {}) {
  requirePermission(ctx, "partner.read");
  return ctx.transaction(async (tx) => {
    const sum = await keptSum(tx, { name: "customer-map", mayBeKept }, () => totalsOfCustomerMap(tx));
    const found = new Map(sum.value.map((total) => [total.state, total]));
    const connections = await connectionsOfCustomerMap(tx);
    const states = mapStates.map((state): MapTotal => {
      const total = found.get(state);
      return { state, customers: total?.customers ?? 0, money: (total?.money ?? []).map(monthly) };
    });
    const customers = states.reduce((sum, total) => sum + total.customers, 0);
    const open = states.filter(({ state }) => state === "not_mapped" || state === "broken");
    const openCustomers = open.reduce((sum, total) => sum + total.customers, 0);
    return {
      states,
      customers,
      openCustomers,
      openMoney: added(open.flatMap((total) => total.money)),
      isKept: sum.isKept,
      isAllDone: customers > 0 && openCustomers === 0,
      connections: connections.map(mapConnection),
    };
  });
}

/** Amounts of one currency together; currencies are never added. */
function added(amounts: readonly Money[]): Money[] {
  const sums = new Map<string, bigint>();
  for (const { currency, minor } of amounts) sums.set(currency, (sums.get(currency) ?? 0n) + minor);
  return [...sums].map(([currency, minor]) => ({ currency, minor }));
}
