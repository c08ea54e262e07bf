import { type Ctx, withScope } from "@/lib/auth/context";
import { AppError } from "@/lib/errors";
import { type NamedPartner, partnersByCode } from "./store";

/**
 * The partners that a vendor's batch names, by code; codes of nobody are absent from the answer. A key bound to one
 * partner finds that partner only, whatever it names, so that codes of others cannot be probed.
 */
export async function findPartnersByCode(
  ctx: Ctx,
  codes: readonly string[],
): Promise<ReadonlyMap<string, NamedPartner>> {
  if (ctx.actor.kind === "person") {
    throw new AppError("forbidden", "Partners are named by machines of the vendor.");
  }
  const wanted = [...new Set(codes)];
  if (wanted.length === 0) return new Map();
  const door = withScope(ctx, { vendorSide: [], partnerSide: [], door: true });
  const found = await door.transaction((tx) => partnersByCode(tx, wanted));
  const isVendorWide = ctx.actor.kind === "system" || ctx.actor.isVendorWide;
  const visible = isVendorWide ? found : found.filter((each) => each.partnerId === ctx.partnerId);
  return new Map(visible.map((each) => [each.code, each]));
}
