import type { Ctx } from "@/lib/auth/context";
import { AppError } from "@/lib/errors";
import { everyTenantId } from "./store";

/** The vendor and every partner, for jobs that visit each in turn with a context of its own. */
export async function listTenantIds(ctx: Ctx): Promise<string[]> {
  if (ctx.actor.kind !== "system")
    throw new AppError("forbidden", "Only jobs of the portal visit every tenant.");
  return ctx.transaction((tx) => everyTenantId(tx));
}
