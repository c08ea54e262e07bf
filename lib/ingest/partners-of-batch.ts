import type { Ctx } from "@/lib/auth/context";
import { findPartnersByCode } from "@/lib/partners/find-partners-by-code";
import type { ItemError } from "./answer";
import { itemError } from "./item-error";

export type PartnerCodes = ReadonlyMap<string, string>;

/** Ids of the partners that a batch names, by code; a key bound to one partner finds only that one. */
export async function partnersByCode(
  ctx: Ctx,
  codes: readonly (string | undefined)[],
): Promise<PartnerCodes> {
  const named = codes.filter((code) => code !== undefined);
  const found = await findPartnersByCode(ctx, named);
  return new Map([...found].map(([code, { partnerId }]) => [code, partnerId]));
}

/** The partner of one item. A key bound to a partner may leave the code out; a vendor-wide key must send it. */
export function partnerOf(
  ctx: Ctx,
  code: string | undefined,
  known: PartnerCodes,
): { partnerId: string } | { error: ItemError } {
  if (code === undefined) {
    const mustName = ctx.actor.kind === "api_key" && ctx.actor.isVendorWide;
    return mustName ? { error: itemError("partnerCode", "required") } : { partnerId: ctx.partnerId };
  }
  const partnerId = known.get(code);
  if (partnerId !== undefined) return { partnerId };
  return { error: unknownPartner("partnerCode", code) };
}

export const unknownPartner = (field: string, code: string): ItemError =>
  itemError(field, "unknown_partner", `${field} '${code}' does not exist`);
