import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { getWorld } from "./get-world";
import { askSandbox, requirePracticePsa, worldAddress } from "./sandbox-program";
import { actForSandbox, type TechnicianAct } from "./technician-act";
import { actsTold, hiddenTold } from "./told";

/**
 * Does in the look-alike what a technician would do in the PSA's own screens: the portal is not told and has to notice.
 * Throws `invalid` with the PSA's sentence where it refuses, for example a change in a posted period.
 */
export async function actAsTechnician(
  ctx: Ctx,
  { world: name, act }: { world: string; act: TechnicianAct },
): Promise<{ done: TechnicianAct["act"] }> {
  requirePracticePsa();
  requirePermission(ctx, "sandbox.use");
  const world = await getWorld(ctx, name);
  const hidden = act.act === "set_company_hidden" ? await hiddenCompanies(world.name) : [];
  await askSandbox(actsTold, worldAddress(world.name, "acts"), actForSandbox(act, hidden));
  await ctx.transaction((tx) =>
    recordAudit(tx, {
      action: "sandbox.acted",
      recordKind: "sandbox",
      recordId: world.name,
      after: { ...act },
    }),
  );
  return { done: act.act };
}

async function hiddenCompanies(world: string): Promise<readonly number[]> {
  const { options } = await askSandbox(hiddenTold, worldAddress(world, "world", { only: "none" }));
  return options.hiddenRows.Companies ?? [];
}
