import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { AppError } from "@/lib/errors";
import { listLoggedOperations } from "./action-log-store";
import { operationView } from "./list-operations";

/** One row of the Action Log. */
export async function getLoggedOperation(ctx: Ctx, input: { operationId: string }) {
  requirePermission(ctx, "partner.read");
  const [row] = await ctx.transaction((tx) =>
    listLoggedOperations(tx, { operationId: input.operationId, limit: 1 }),
  );
  if (!row) throw new AppError("not_found", `There is no operation ${input.operationId}.`);
  return operationView(row, ctx.canSeeCost);
}
