import type { Ctx } from "@/lib/auth/context";
import { entryHash } from "./chain";
import { chainEnd, lockChain, type Seal, unsealedEntries, writeSeals } from "./store";

const atOnce = 500;

/**
 * Gives the tenant's new entries their place in the hash chain, in the order of sealing, and says how many there were.
 * Apart from the changes themselves, because a chain inside each transaction would let a partner's changes wait for one
 * another. Two runs at once queue up; a second run right after finds nothing.
 */
export async function sealChain(ctx: Ctx): Promise<number> {
  let sealed = 0;
  for (let found = atOnce; found === atOnce; ) {
    found = await sealSome(ctx);
    sealed += found;
  }
  return sealed;
}

function sealSome(ctx: Ctx): Promise<number> {
  return ctx.transaction(async (tx) => {
    await lockChain(tx);
    const entries = await unsealedEntries(tx, atOnce);
    if (entries.length === 0) return 0;
    let { position, hash: previousHash } = await chainEnd(tx);
    const seals: Seal[] = [];
    for (const entry of entries) {
      position += 1;
      const hash = entryHash(entry, position, previousHash);
      seals.push({ id: entry.id, position, previousHash, hash });
      previousHash = hash;
    }
    await writeSeals(tx, seals);
    return entries.length;
  });
}
