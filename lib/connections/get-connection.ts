import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { AppError } from "@/lib/errors";
import { connectionFigures } from "./connection-list-query";
import { type ConnectionView, viewOf } from "./connection-view";
import { resolveAll } from "./settings";
import { findConnection, selectMasked } from "./store";

export type ConnectionDetail = ConnectionView & {
  settings: ReturnType<typeof resolveAll>;
  /** What each setting goes back to when its choice is taken back. */
  defaults: Record<string, unknown>;
};

/** One connection with every setting and where its value comes from. */
export async function getConnection(ctx: Ctx, connectionId: string): Promise<ConnectionDetail> {
  requirePermission(ctx, "partner.read");
  return ctx.transaction(async (tx) => {
    const row = await findConnection(tx, connectionId);
    if (!row) throw new AppError("not_found", "There is no such connection.");
    const view = viewOf(row, await selectMasked(tx), await connectionFigures(tx));
    const defaults = Object.fromEntries(
      Object.entries(resolveAll({})).map(([name, { value }]) => [name, value]),
    );
    return { ...view, settings: resolveAll({ connection: row.settings }), defaults };
  });
}
