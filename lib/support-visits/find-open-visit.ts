import { type Ctx, withScope } from "@/lib/auth/context";
import { type OpenVisit, openVisits } from "./store";

/**
 * A partner's consent that is open now; it ends by itself when its end passes. For the doors of `lib/auth` only: they
 * ask before it is known whether the person may look at this partner at all.
 */
export async function findOpenVisit(ctx: Ctx, partnerId: string): Promise<OpenVisit | undefined> {
  const partner = withScope(ctx, { vendorSide: [], partnerSide: [partnerId] });
  return (await partner.transaction((tx) => openVisits(tx, partnerId)))[0];
}
