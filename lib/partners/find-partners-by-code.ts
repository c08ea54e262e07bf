import { inArray } from "drizzle-orm";
import { partners } from "@/db/schema/tenancy";
import { type Ctx, withScope } from "@/lib/auth/context";
import { AppError } from "@/lib/errors";

export type NamedPartner = {
  partnerId: string;
  code: string;
  status: "active" | "suspended" | "closed";
  currency: string;
  timeZone: string;
};

/**
 * The partners that a vendor's batch names, by code; codes of nobody are absent from the answer. A key bound to one
 * partner finds that partner only, whatever it names, so that codes of others cannot be probed.
 */
export async function findPartnersByCode(
  ctx: Ctx,
  codes: readonly string[],
): Promise<ReadonlyMap<string, NamedPartner>> {
  if (ctx.actor.kind === "person")
    throw new AppError("forbidden", "Partners are named by machines of the vendor.");
  const isVendorWide = ctx.actor.kind === "system" || ctx.actor.isVendorWide;
  const wanted = [...new Set(codes)];
  if (wanted.length === 0) return new Map();
  const rows = await withScope(ctx, { vendorSide: [], partnerSide: [], door: true }).transaction((tx) =>
    tx.db
      .select({
        partnerId: partners.partnerId,
        code: partners.code,
        status: partners.status,
        currency: partners.currency,
        timeZone: partners.timeZone,
      })
      .from(partners)
      .where(inArray(partners.code, wanted)),
  );
  const visible = isVendorWide ? rows : rows.filter((row) => row.partnerId === ctx.partnerId);
  return new Map(visible.map((row) => [row.code, row]));
}
