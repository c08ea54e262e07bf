import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { AppError } from "@/lib/errors";
import { readClockMode } from "./clock-store";
import { getWorld } from "./get-world";
import { askSandbox, requirePracticePsa, worldAddress } from "./sandbox-program";
import { clockTold, resetTold } from "./told";

/** What has to be typed, so that nobody resets by a slip. */
const typedWord = "reset";

/**
 * Puts a world back to how it was made: companies, contracts and units of that day, no request log, no faults. Its
 * clock stays with the portal's. The portal's own records stay as well, and will differ from it.
 */
export async function resetWorld(
  ctx: Ctx,
  { world: name, confirmation }: { world: string; confirmation: string },
): Promise<{ name: string }> {
  requirePracticePsa();
  requirePermission(ctx, "sandbox.use");
  if (confirmation.trim().toLowerCase() !== typedWord) {
    throw new AppError("invalid", `Type "${typedWord}" to confirm.`, {
      fields: [{ field: "confirmation", code: "unknown_value", message: `Type "${typedWord}" here.` }],
    });
  }
  const world = await getWorld(ctx, name);
  await askSandbox(resetTold, worldAddress(world.name, "reset"), {});
  const { now, mode } = await ctx.transaction(async (tx) => {
    await recordAudit(tx, { action: "sandbox.reset", recordKind: "sandbox", recordId: world.name });
    return { now: tx.now, mode: await readClockMode(tx) };
  });
  await askSandbox(clockTold, worldAddress(world.name, "clock"), {
    set: now.toISOString(),
    freeze: mode === "frozen",
    speed: 1,
  });
  return { name: world.name };
}
