import type { Ctx } from "@/lib/auth/context";
import { withScope } from "@/lib/auth/context";
import { requireScope } from "@/lib/auth/require-permission";
import { AppError } from "@/lib/errors";
import { findPartnersByCode } from "./find-partners-by-code";
import { type PartnerStatus, readPartnerStatus } from "./partner-status-query";

/**
 * How far a partner is, for the vendor's machines: connection state, last synchronisation and push, what
 * is mapped, what still waits. Looks at the partner's side for these facts only; `not_found` for a partner that the key
 * cannot name.
 */
export async function getPartnerStatus(
  ctx: Ctx,
  code: string,
): Promise<PartnerStatus & { partnerCode: string }> {
  requireScope(ctx, "read");
  const partner = (await findPartnersByCode(ctx, [code])).get(code);
  if (!partner) throw new AppError("not_found", "There is no such partner.");
  const { partnerId } = partner;
  const inside = withScope(ctx, { vendorSide: [partnerId], partnerSide: [partnerId] });
  return inside.transaction(async (tx) => ({
    partnerCode: partner.code,
    ...(await readPartnerStatus(tx, partnerId)),
  }));
}
