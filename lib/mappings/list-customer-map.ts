import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { type Connection, selectConnections } from "@/lib/connections/store";
import { businessDate } from "@/lib/dates";
import { groupBy } from "@/lib/group-by";
import { cut, type Page } from "@/lib/http/paging";
import { keptSum } from "@/lib/kept-sums/kept-sum";
import { getProvider } from "@/lib/psa/registry";
import { type ContractSlot, slotsOfCustomers } from "./contract-slot-query";
import {
  actorName,
  brokenNote,
  type MapFilter,
  type MapSort,
  type Money,
  monthly,
  renamedNote,
} from "./customer-map";
import { countCustomerMap, type MapRow, pageOfCustomerMap } from "./customer-map-query";
import { type MapSlot, mapSlots } from "./map-slot";

export type CustomerMapRow = Omit<
  MapRow,
  "place" | "mirrorName" | "isGone" | "isActive" | "changedBy" | "money"
> & {
  renamed: string | null;
  broken: string | null;
  changedBy: string | null;
  money: Money[];
  slots: MapSlot[];
};

/**
 * A page of the Customer Map: each customer with what it holds, its money of a month, its company and its contracts.
 * Five statements, however many rows. No PSA call. `mayBeKept`: the number of all customers may be the last that was counted.
 */
export async function listCustomerMap(
  ctx: Ctx,
  input: { filter: MapFilter; sort: MapSort; isDescending: boolean; page: Page; mayBeKept?: boolean },
) {
  requirePermission(ctx, "partner.read");
  return ctx.transaction(async (tx) => {
    const { filter, sort, isDescending, page } = input;
    const wish = { filter, sort, isDescending, after: page.after, limit: page.limit + 1 };
    const rows = await pageOfCustomerMap(tx, wish);
    const { shown, next } = cut(rows, page, (row) => ({ value: row.place, id: row.customerId }));
    const slots = await slotsOfCustomers(
      tx,
      shown.map((row) => row.customerId),
    );
    const connections = await selectConnections(tx);
    const slotsOf = groupBy(slots, (slot) => slot.customerId);
    const { value: total } = await keptSum(
      tx,
      { name: isFiltered(filter) ? undefined : "customer-map rows", mayBeKept: input.mayBeKept },
      () => countCustomerMap(tx, filter),
    );
    return {
      rows: shown.map((row): CustomerMapRow => {
        const on = connections.find(({ id }) => id === row.connectionId) ?? connections[0];
        return rowOf(row, slotsOf.get(row.customerId) ?? [], on, tx.now);
      }),
      next,
      total: Math.min(total, 10_000),
      isTotalExact: total <= 10_000,
      asOf: tx.now,
    };
  });
}

const isFiltered = ({ search, states, hasMoney }: MapFilter) =>
  Boolean(search?.trim()) || (states?.length ?? 0) > 0 || hasMoney === true;

/** `on`: the connection it is mapped on, else the one it would be; its zone says which day today is. */
export function rowOf(
  row: MapRow,
  slots: readonly ContractSlot[],
  on: Connection | undefined,
  now: Date,
): CustomerMapRow {
  const { place, mirrorName, isGone, isActive, changedBy, money, ...told } = row;
  return {
    ...told,
    psaCompanyName: mirrorName ?? row.psaCompanyName,
    renamed: row.state === "mapped" ? renamedNote(row) : null,
    broken: brokenNote(row, on ? getProvider(on.provider).vocabulary.psa : "the PSA"),
    changedBy: actorName(changedBy),
    money: money.map(monthly),
    slots: mapSlots(slots, businessDate(now, on?.timeZone ?? "UTC")),
  };
}
