import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { type EntryFilter, selectEntries } from "./store";

export type AuditEntry = Awaited<ReturnType<typeof selectEntries>>[number];

/** The tenant's log, the latest first. Vendor support sees of it what it did itself, inside its visit. */
export async function listAuditEntries(
  ctx: Ctx,
  filter: Omit<EntryFilter, "byPersonId">,
): Promise<{ entries: AuditEntry[]; next: number | null }> {
  requirePermission(ctx, "audit.read");
  const byPersonId = ctx.visit && ctx.actor.kind === "person" ? ctx.actor.personId : undefined;
  const entries = await ctx.transaction((tx) => selectEntries(tx, { ...filter, byPersonId }));
  const last = entries.length === filter.limit ? entries.at(-1) : undefined;
  return { entries, next: last?.sequence ?? null };
}
