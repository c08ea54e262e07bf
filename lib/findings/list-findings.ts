import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { cut, type Page } from "@/lib/http/paging";
import { type FindingFilter, type ShownFinding, selectFindings } from "./finding-query";

/** A page of findings, the newest first; what tells a cost only to those who may see cost. */
export async function listFindings(
  ctx: Ctx,
  filter: Omit<FindingFilter, "withoutCost">,
  page: Page,
): Promise<{ findings: ShownFinding[]; next: string | null }> {
  requirePermission(ctx, "partner.read");
  const rows = await ctx.transaction((tx) =>
    selectFindings(tx, { ...filter, withoutCost: !ctx.canSeeCost }, page),
  );
  const { shown, next } = cut(rows, page, ({ openedAt, id }) => ({ value: openedAt, id }));
  return { findings: shown, next };
}
