import type { Ctx } from "@/lib/auth/context";
import { AppError } from "@/lib/errors";
import { listWorlds, type PracticeWorld } from "./list-worlds";

/** A world by its name. Throws `not_found` for one that is not there or not theirs, without telling which. */
export async function getWorld(ctx: Ctx, name: string): Promise<PracticeWorld> {
  const worlds = await listWorlds(ctx);
  const world = worlds.find((each) => each.name.toLowerCase() === name.toLowerCase());
  if (!world) throw new AppError("not_found", "There is no such PSA sandbox.");
  return world;
}
