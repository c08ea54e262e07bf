import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { isVendorRole } from "@/lib/auth/roles";
import { outside } from "@/lib/connections/outside";
import { getProvider } from "@/lib/psa/registry";
import { selectOwnUsers } from "./own-users-query";
import { askSandbox, requirePracticePsa } from "./sandbox-program";
import { type ToldWorld, worldsTold } from "./told";

/** A look-alike that somebody may look into. `connectionId` is absent for the vendor, who has no connections. */
export type PracticeWorld = {
  name: string;
  psa: string;
  connectionId?: string;
  connectionName?: string;
  timeZone: string;
};

/**
 * Whose look-alike is it: a partner's people see the worlds of the API users of their own connections, which signed in
 * there with the right secret; the vendor's people see all of them.
 */
export async function listWorlds(ctx: Ctx): Promise<PracticeWorld[]> {
  requirePracticePsa();
  requirePermission(ctx, "sandbox.read");
  if (ctx.role !== undefined && isVendorRole(ctx.role)) {
    const { worlds } = await askSandbox(worldsTold, "worlds");
    return worlds.map(({ name, provider }) => ({ name, psa: psaOf(provider), timeZone: "UTC" }));
  }
  const own = await ownUsers(ctx);
  if (own.length === 0) return [];
  const query = new URLSearchParams(own.flatMap(({ users }) => users.map((user) => ["user", user])));
  const { worlds } = await askSandbox(worldsTold, `worlds?${query}`);
  return own.flatMap(({ users, provider, psa, connectionId, connectionName, timeZone }) =>
    worlds
      .filter((world) => world.provider === provider && users.some((user) => hasUser(world, user)))
      .map(({ name }) => ({ name, psa, connectionId, connectionName, timeZone })),
  );
}

/** API users of connections that lead to the sandbox, and to no real PSA where somebody has the same name. */
async function ownUsers(ctx: Ctx) {
  const rows = await ctx.transaction(selectOwnUsers);
  const { sandboxOrigins } = outside();
  return rows
    .filter(({ address }) => sandboxOrigins.includes(originOf(address.address)))
    .map(({ provider, masked, connectionId, name, timeZone }) => {
      const { credentialFields, vocabulary } = getProvider(provider);
      const shown = credentialFields({}).filter((field) => !field.isSecret);
      const users = shown.flatMap((field) => masked[field.name] ?? []);
      return { provider, psa: vocabulary.psa, users, connectionId, connectionName: name, timeZone };
    });
}

const originOf = (address: string): string => (URL.canParse(address) ? new URL(address).origin : "");

/** A look-alike that the portal has no connector for keeps its own name. */
function psaOf(provider: string): string {
  try {
    return getProvider(provider).vocabulary.psa;
  } catch {
    return provider;
  }
}

function hasUser(world: ToldWorld, user: string): boolean {
  const names = world.users ?? [world.name];
  return names.some((name) => name.toLowerCase() === user.toLowerCase());
}
