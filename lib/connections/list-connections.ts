import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { connectionFigures } from "./connection-list-query";
import { type ConnectionView, viewOf } from "./connection-view";
import { selectConnections, selectMasked } from "./store";

/** The partner's connections, oldest first. */
export async function listConnections(ctx: Ctx): Promise<ConnectionView[]> {
  requirePermission(ctx, "partner.read");
  return ctx.transaction(async (tx) => {
    const rows = await selectConnections(tx);
    const sets = await selectMasked(tx);
    const figures = await connectionFigures(tx);
    return rows.map((row) => viewOf(row, sets, figures));
  });
}
