import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { sayDate } from "@/lib/dates";
import { cut, type Page } from "@/lib/http/paging";
import { withoutCost } from "@/lib/plans/without-cost";
import { type LogFilter, type LoggedOperation, listLoggedOperations } from "./action-log-store";
import { operationActor } from "./operation-actor";
import { operationChange } from "./operation-change";

/** A page of the Action Log: operations, newest first, in words. Costs only for those who may see them. */
export async function listOperations(ctx: Ctx, filter: LogFilter, page: Page) {
  requirePermission(ctx, "partner.read");
  const rows = await ctx.transaction((tx) =>
    listLoggedOperations(tx, { ...filter, after: page.after, limit: page.limit + 1 }),
  );
  const { shown, next } = cut(rows, page, (row) => ({ value: row.createdAt.toISOString(), id: row.id }));
  return { operations: shown.map((row) => operationView(row, ctx.canSeeCost)), next };
}

export function operationView(row: LoggedOperation, canSeeCost: boolean) {
  const change = operationChange(row);
  const view = { ...row, actor: operationActor(row.actor), change, what: sayChange(change, row.createdAt) };
  return canSeeCost ? view : withoutCost(view);
}

/** "10 to 12 from 17 March"; with its year where that is another one than the entry's. */
function sayChange(
  { what, before, after, unitPrice, effectiveDate }: ReturnType<typeof operationChange>,
  createdAt: Date,
): string {
  if (what === "text" || effectiveDate === null) return `text ${after}`;
  const day = sayDate(effectiveDate, createdAt.toISOString().slice(0, 10));
  const [from, on] = [`from ${day}`, `on ${day}`];
  if (what === "charge") {
    return before === null ? `charge of ${after} ${on}` : `charge of ${before} ${on} taken away`;
  }
  if (what === "price") return `price ${before ?? "unknown"} to ${after} ${from}`;
  const price = unitPrice === null ? "" : ` at ${unitPrice}`;
  return before === after ? `${after}${price} ${from}` : `${before} to ${after}${price} ${from}`;
}
