import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { refreshMirror } from "./refresh-mirror";

export type RetrievedCatalog = {
  asOf: Date;
  items: number;
  /** Items of the list before that are not in this one. */
  gone: number;
  /** Why the list was not taken over; the one before stands. */
  problem: string | null;
};

/**
 * Reads a connection's catalogue now, while a person waits: some hundred items a call. A list that lost more than a
 * fifth is refused unless somebody says that it is right. Throws PsaError as the PSA answers.
 */
export async function retrieveCatalog(
  ctx: Ctx,
  input: { connectionId: string; acceptsFewer?: boolean | undefined },
): Promise<RetrievedCatalog> {
  requirePermission(ctx, "sync.run");
  const { connectionId, acceptsFewer = false } = input;
  const { lists } = await refreshMirror(ctx, { connectionId, lists: ["catalog_items"], acceptsFewer });
  const [read] = lists;
  if (!read) throw new Error("The catalogue was not read.");
  return ctx.transaction(async (tx) => {
    const { rows, gone, problem = null } = read;
    await recordAudit(tx, {
      action: "catalog.retrieved",
      recordKind: "connection",
      recordId: connectionId,
      after: { items: rows, gone, problem },
    });
    return { asOf: tx.now, items: rows, gone, problem };
  });
}
