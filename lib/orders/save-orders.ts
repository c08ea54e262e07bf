import { insertRecords } from "@/db/insert-records";
import { orderLines, orders } from "@/db/schema/orders";
import type { Tx } from "@/lib/auth/context";
import { announceAll } from "@/lib/outbox/announce";
import type { ImpliedRevision } from "./implied-revision";
import type { OrderStatus } from "./order-status";
import { amendImplied, dropImplied, moveOrders } from "./store";

type OrderRow = Omit<typeof orders.$inferInsert, "ingestSequence" | "version" | "id"> & { id: string };
type LineRow = Omit<typeof orderLines.$inferInsert, "sequence" | "version">;

export type NewOrder = { order: OrderRow; lines: LineRow[] };
export type OrderMove = { partnerId: string; orderId: string; status: OrderStatus };

/** How many orders an announcement names at most; more orders are several announcements. */
const announcedTogether = 1000;

/**
 * Stores new orders with their lines, moves the status of stored ones, brings implied orders up to date, in as many
 * statements for a thousand as for one, and announces what a check must see. `nextNumber` gives numbers of arrival, one
 * for each line.
 */
export async function saveOrders(
  tx: Tx,
  changes: { orders: readonly NewOrder[]; moves: readonly OrderMove[]; implied: ImpliedRevision },
  nextNumber: () => number,
): Promise<void> {
  const { implied } = changes;
  const fresh = [...changes.orders, ...implied.add].map(({ order, lines }) => ({
    order,
    lines: lines.map((line) => ({ ...line, sequence: nextNumber() })),
  }));
  const dropped = await dropImplied(tx, implied.drop);
  await amendImplied(tx, implied.amend);
  await insertRecords(
    tx.db,
    orders,
    fresh.map(({ order, lines }) => ({ ...order, ingestSequence: lines[0]?.sequence ?? 0 })),
  );
  await insertRecords(
    tx.db,
    orderLines,
    fresh.flatMap(({ lines }) => lines),
  );
  const moves = [...changes.moves, ...implied.revive];
  await moveOrders(tx, moves);
  const completed = [
    ...fresh.map(({ order }) => ({ partnerId: order.partnerId, orderId: order.id, status: order.status })),
    ...moves,
  ].filter(({ status }) => status === "completed");
  const withdrawn = [...moves.filter(({ status }) => status === "withdrawn"), ...dropped];
  await announceAll(tx, [...ingestedEvents(completed), ...withdrawn.map(withdrawnEvent)]);
}

type OfPartner = { partnerId: string; orderId: string };

const withdrawnEvent = ({ partnerId, orderId }: OfPartner) => ({
  name: "orders/withdrawn" as const,
  data: { partnerId, orderId },
});

function ingestedEvents(completed: readonly OfPartner[]) {
  const byPartner = new Map<string, string[]>();
  for (const { partnerId, orderId } of completed) {
    const ids = byPartner.get(partnerId) ?? [];
    ids.push(orderId);
    byPartner.set(partnerId, ids);
  }
  return [...byPartner].flatMap(([partnerId, ids]) =>
    Array.from({ length: Math.ceil(ids.length / announcedTogether) }, (_, part) => ({
      name: "orders/ingested" as const,
      data: { partnerId, orderIds: ids.slice(part * announcedTogether, (part + 1) * announcedTogether) },
    })),
  );
}
