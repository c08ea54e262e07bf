import { and, eq } from "drizzle-orm";
import { mirrorLists } from "@/db/schema/mirror";
import type { Tx } from "@/lib/auth/context";
import type { ListPlace } from "./list-cursor";
import type { MirrorListName } from "./store";

export type ListWish = {
  connectionId: string;
  search?: string | undefined;
  after?: ListPlace | undefined;
  limit: number;
};

/** When a list was last read whole, and why the last reading was refused. */
export async function listState(
  tx: Tx,
  connectionId: string,
  list: MirrorListName,
): Promise<{ readAt: Date | null; problem: string | null }> {
  const isIt = and(
    eq(mirrorLists.partnerId, tx.ctx.partnerId),
    eq(mirrorLists.connectionId, connectionId),
    eq(mirrorLists.list, list),
  );
  const [row] = await tx.db
    .select({ readAt: mirrorLists.readAt, problem: mirrorLists.problem })
    .from(mirrorLists)
    .where(isIt);
  return row ?? { readAt: null, problem: null };
}
