import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { AppError } from "@/lib/errors";
import { type ListReading, readingOf } from "./reading";
import { selectReading } from "./setup-query";
import { findConnection } from "./store";

/** How far the lists of a connection have been read since its credentials were last taken into use. No PSA call. */
export async function getReading(
  ctx: Ctx,
  connectionId: string,
): Promise<{ isFinished: boolean; lists: ListReading[] }> {
  requirePermission(ctx, "partner.read");
  return ctx.transaction(async (tx) => {
    if (!(await findConnection(tx, connectionId)))
      throw new AppError("not_found", "There is no such connection.");
    return readingOf(await selectReading(tx, connectionId));
  });
}
