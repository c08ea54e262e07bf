import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { openConnector } from "@/lib/connections/open-connector";
import { markGone, upsertContracts, upsertLines } from "./store";

/** Reads one contract and its lines into the mirror; a contract that no longer answers is marked as gone. */
export async function refreshContract(
  ctx: Ctx,
  input: { connectionId: string; psaContractId: string },
): Promise<{ isGone: boolean }> {
  requirePermission(ctx, "sync.run");
  const { connectionId, psaContractId } = input;
  const connector = await openConnector(ctx, connectionId);
  const contract = await connector.findContract(psaContractId);
  const lines = contract ? await connector.readContractLines([psaContractId]) : [];
  await ctx.transaction(async (tx) => {
    if (contract) {
      await upsertContracts(tx, connectionId, [contract]);
      await upsertLines(tx, connectionId, lines);
      const answered = lines.flatMap((line) => line.address.psaLineId ?? []);
      await markGone(tx, connectionId, "lines", answered, [psaContractId]);
    } else {
      await markGone(tx, connectionId, "contracts", [], undefined, [psaContractId]);
    }
  });
  return { isGone: contract === undefined };
}
