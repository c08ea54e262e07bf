import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { refreshMirror } from "./refresh-mirror";

/**
 * Refresh list: reads the companies while the person waits; 10,000 take 20 calls. A reading that lost too many changes
 * nothing and says so in `problem`.
 */
export async function refreshCompanies(
  ctx: Ctx,
  input: { connectionId: string },
): Promise<{ rows: number; problem: string | null }> {
  requirePermission(ctx, "sync.run");
  const { lists } = await refreshMirror(ctx, { ...input, lists: ["companies"] });
  const [companies] = lists;
  return { rows: companies?.rows ?? 0, problem: companies?.problem ?? null };
}
