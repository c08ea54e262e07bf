import type { z } from "zod";
import type { Ctx } from "@/lib/auth/context";
import { getWorld } from "./get-world";
import { askSandbox, worldAddress } from "./sandbox-program";
import { faultsTold } from "./told";

/** The faults that are set in a world, with how many requests each has met and hit. */
export async function listFaults(ctx: Ctx, { world: name }: { world: string }) {
  const world = await getWorld(ctx, name);
  const told = await askSandbox(faultsTold, worldAddress(world.name, "faults"));
  return { world, faults: told.faults.map(faultView) };
}

export function faultView(fault: z.output<typeof faultsTold>["faults"][number]) {
  const { id, kind, path, count, seen, fired } = fault;
  return {
    id,
    kind,
    isWritesOnly: fault.writes === true,
    path: path === "*" ? null : path,
    count,
    seen,
    fired,
    isSpent: count !== null && fired >= count,
  };
}
