import type { Ctx } from "@/lib/auth/context";
import { log } from "@/lib/log";
import { releaseLocks, renewLocks } from "./lock-store";

const renewEveryMs = 5_000;

/**
 * Renews a holder's locks while its work runs. A renewal that fails is no error here: the lease is checked again right
 * before each send, and without it nothing is sent.
 */
export function keepLocks(ctx: Ctx, holder: string): { release(): Promise<void> } {
  const timer = setInterval(() => {
    ctx
      .transaction((tx) => renewLocks(tx, holder))
      .catch((error: unknown) => log.warn("locks were not renewed", { holder, error: String(error) }));
  }, renewEveryMs);
  return {
    async release() {
      clearInterval(timer);
      await ctx.transaction((tx) => releaseLocks(tx, holder));
    },
  };
}
