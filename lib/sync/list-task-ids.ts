import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import type { TaskFilter } from "./task-filter-query";
import { batchLimit } from "./task-group";
import { selectTaskIds } from "./task-query";

/** "Select all that match": the ids of what a filter means, as many as one batch takes. */
export async function listTaskIds(
  ctx: Ctx,
  filter: TaskFilter,
): Promise<{ taskIds: string[]; isCut: boolean }> {
  requirePermission(ctx, "partner.read");
  const ids = await ctx.transaction((tx) => selectTaskIds(tx, filter, batchLimit + 1));
  return { taskIds: ids.slice(0, batchLimit), isCut: ids.length > batchLimit };
}
