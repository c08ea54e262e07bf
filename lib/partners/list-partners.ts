import { type Ctx, withScope } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { cut, type Page } from "@/lib/http/paging";
import { getProvider } from "@/lib/psa/registry";
import { type PartnerRow, selectPartners } from "./partner-list-query";

/** A partner as the vendor may see it without a visit. */
export type ListedPartner = Omit<PartnerRow, "connections"> & {
  connections: (Omit<PartnerRow["connections"][number], "provider"> & { psa: string })[];
};

/**
 * The vendor's partners by name, with the state of their connections and counts of what is mapped and of tasks; never
 * money and nothing out of a PSA. Looks at the partners' side for these facts only.
 */
export async function listPartners(
  ctx: Ctx,
  filter: { search?: string | undefined },
  page: Page,
): Promise<{ partners: ListedPartner[]; next: string | null }> {
  requirePermission(ctx, "partner.list");
  const all = ctx.scope.vendorSide;
  const inside = withScope(ctx, { vendorSide: all, partnerSide: all, door: true });
  const rows = await inside.transaction((tx) => selectPartners(tx, filter, page));
  const { shown, next } = cut(rows, page, (row) => ({ value: row.name, id: row.partnerId }));
  return {
    next,
    partners: shown.map((row) => ({
      ...row,
      connections: row.connections.map(({ provider, ...connection }) => ({
        psa: getProvider(provider).vocabulary.psa,
        ...connection,
      })),
    })),
  };
}
