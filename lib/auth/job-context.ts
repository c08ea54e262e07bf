import type pg from "pg";
import { applicationPool } from "@/db/application-pool";
import { AppError } from "@/lib/errors";
import { type Ctx, makeContext } from "./context";
import { atTheDoor } from "./door";
import { findVendorId } from "./membership-store";
import { newRequestId } from "./request-id";

/**
 * The context of a durable function: one partner's rows, both sides, by the right of whoever caused the job.
 * `partnerId` comes from the event (checked against its schema at the door); an id of nobody sees no row at all.
 */
export function jobContext(partnerId: string, job: string, pool: pg.Pool = applicationPool()): Ctx {
  return makeContext(pool, {
    actor: { kind: "system", job },
    partnerId,
    role: undefined,
    canSeeCost: true,
    scope: { vendorSide: [partnerId], partnerSide: [partnerId] },
    requestId: newRequestId(),
  });
}

/** The context of a job of the whole deployment: sees no tenant's rows, only what stands outside tenants. */
export function deploymentContext(job: string, pool: pg.Pool = applicationPool()): Ctx {
  const nobody = "00000000-0000-0000-0000-000000000000";
  return makeContext(pool, {
    actor: { kind: "system", job },
    partnerId: nobody,
    role: undefined,
    canSeeCost: false,
    scope: { vendorSide: [], partnerSide: [] },
    requestId: newRequestId(),
  });
}

/** The context of a command of the vendor's own: its tenant, and no partner's rows. */
export async function vendorContext(job: string, pool: pg.Pool = applicationPool()): Promise<Ctx> {
  const vendorId = await atTheDoor(pool, findVendorId);
  if (!vendorId) throw new AppError("not_found", "This deployment has no vendor yet.");
  return makeContext(pool, {
    actor: { kind: "system", job },
    partnerId: vendorId,
    role: undefined,
    canSeeCost: false,
    scope: { vendorSide: [], partnerSide: [vendorId] },
    requestId: newRequestId(),
  });
}
