import type { OperationState } from "@/db/schema/operations";
import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { withoutCost } from "@/lib/plans/without-cost";
import type { LineTarget } from "@/lib/psa/records";
import { type LoggedOperation, listLoggedOperations } from "./action-log-store";
import type { LineText, OperationKindName } from "./kinds";

export type OperationFilter = {
  planId?: string;
  customerId?: string;
  connectionId?: string;
  state?: OperationState;
  /** `createdAt` and id of the last row seen. */
  after?: { at: Date; id: string };
  limit: number;
};

/** The Action Log: operations, newest first, in words. Costs only for those who may see them. */
export async function listOperations(ctx: Ctx, filter: OperationFilter) {
  requirePermission(ctx, "partner.read");
  const rows = await ctx.transaction((tx) => listLoggedOperations(tx, filter));
  return rows.map((row) => operationView(row, ctx.canSeeCost));
}

export function operationView(row: LoggedOperation, canSeeCost: boolean) {
  const view = { ...row, what: sayOperation(row) };
  return canSeeCost ? view : withoutCost(view);
}

function sayOperation(row: Pick<LoggedOperation, "kind" | "intended">): string {
  if (row.kind === ("set_line_text" satisfies OperationKindName)) {
    const { key } = row.intended as LineText;
    return key === undefined ? "invoice text" : `key ${key}`;
  }
  const { quantityBefore, quantity, effectiveDate, unitPrice } = row.intended as LineTarget;
  const price = unitPrice === undefined ? "" : ` at ${unitPrice}`;
  if (quantityBefore === quantity) return `${quantity}${price} from ${effectiveDate}`;
  return `${quantityBefore} to ${quantity}${price} from ${effectiveDate}`;
}
