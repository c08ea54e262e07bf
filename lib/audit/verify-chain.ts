import type { Ctx } from "@/lib/auth/context";
import { log } from "@/lib/log";
import { type Broken, type ChainEnd, walkChain } from "./chain";
import { sealedEntries } from "./store";

const atOnce = 1_000;

/** Checks the tenant's sealed log from its first entry on, and raises an alarm in the log for whatever was altered. */
export async function verifyChain(ctx: Ctx): Promise<Broken[]> {
  const broken: Broken[] = [];
  let end: ChainEnd = { position: 0, hash: "" };
  for (let found = atOnce; found === atOnce; ) {
    const entries = await ctx.transaction((tx) => sealedEntries(tx, end.position, atOnce));
    const walked = walkChain(end, entries);
    broken.push(...walked.broken);
    end = walked.end;
    found = entries.length;
  }
  if (broken.length > 0) {
    log.error("audit log altered", { partnerId: ctx.partnerId, broken: broken.slice(0, 20) });
  }
  return broken;
}
