import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { type FaultWanted, faultForSandbox } from "./fault";
import { getWorld } from "./get-world";
import { faultView } from "./list-faults";
import { askSandbox, requirePracticePsa, worldAddress } from "./sandbox-program";
import { faultsTold } from "./told";

/** Sets a fault for the next requests of a world, or clears one or all. Answers those that stand afterwards. */
export async function changeFaults(
  ctx: Ctx,
  { world: name, ...change }: { world: string; add?: FaultWanted; clear?: true | number },
) {
  requirePracticePsa();
  requirePermission(ctx, "sandbox.use");
  const world = await getWorld(ctx, name);
  const told = await askSandbox(faultsTold, worldAddress(world.name, "faults"), {
    ...(change.clear !== undefined && { clear: change.clear }),
    ...(change.add && { add: [faultForSandbox(change.add)] }),
  });
  await ctx.transaction((tx) =>
    recordAudit(tx, {
      action: "sandbox.faults_changed",
      recordKind: "sandbox",
      recordId: world.name,
      after: change,
    }),
  );
  return { world, faults: told.faults.map(faultView) };
}
