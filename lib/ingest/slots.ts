import { randomUUID } from "node:crypto";
import type { Ctx } from "@/lib/auth/context";
import { AppError } from "@/lib/errors";
import { giveSlotBack, takeSlot } from "./store";

/** For each API key: requests in a minute, and requests under way at once. */
const ingestLimits = { perMinute: 600, atOnce: 4 };

/**
 * Runs a request of an API key in one of the key's places, which all processes share. Throws `limit_exceeded` with the
 * time to come back. The portal's own jobs need no place.
 */
export async function inSlot<Result>(
  ctx: Ctx,
  work: () => Promise<Result>,
  limits: { perMinute: number; atOnce: number } = ingestLimits,
): Promise<Result> {
  if (ctx.actor.kind !== "api_key") return work();
  const { apiKeyId } = ctx.actor;
  const id = randomUUID();
  const { isOpen, retryAfterMs } = await ctx.transaction((tx) => takeSlot(tx, apiKeyId, id, limits));
  if (!isOpen)
    throw new AppError(
      "limit_exceeded",
      `An API key may send ${limits.perMinute} requests a minute, ${limits.atOnce} at a time. Wait and send again.`,
      { retryAfterMs },
    );
  try {
    return await work();
  } finally {
    await ctx.transaction((tx) => giveSlotBack(tx, apiKeyId, id));
  }
}
