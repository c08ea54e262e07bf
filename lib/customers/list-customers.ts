import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { cut, type Page } from "@/lib/http/paging";
import { missingProfileFields } from "./profile";
import { type Customer, type CustomerFilter, selectCustomers } from "./store";

export type ListedCustomer = Customer & { missingProfileFields: string[] };

/** A page of the tenant's customers, by name; with `updatedSince` by the time of change, the earliest first. */
export async function listCustomers(
  ctx: Ctx,
  filter: CustomerFilter,
  page: Page,
): Promise<{ customers: ListedCustomer[]; next: string | null }> {
  requirePermission(ctx, "vendor_data.read");
  const rows = await ctx.transaction((tx) => selectCustomers(tx, filter, page));
  const { shown, next } = cut(rows, page, (row) => ({
    value: filter.updatedSince ? row.updatedAt.toISOString() : row.companyName,
    id: row.id,
  }));
  return {
    customers: shown.map((row) => ({ ...row, missingProfileFields: missingProfileFields(row) })),
    next,
  };
}
