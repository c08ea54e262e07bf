import type { ManifestEntry } from "@/lib/http/manifest";
import type { ProbeWorld } from "./world";

/** A request that succeeds for the owner of the world it is made from. */
export type Sample = {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
};

/** Requests that cannot be made up from the names of the address alone. A route with a body needs its line here. */
const samples: Readonly<Record<string, (world: ProbeWorld) => Sample>> = {
  "POST /api/v1/api-keys": () => ({ body: { name: "Probe", scopes: ["read"] } }),
  "PATCH /api/v1/members/{memberId}": ({ ids }) => ({
    params: { memberId: ids.memberId ?? "" },
    body: { version: 1, canSeeCost: false },
  }),
  "POST /api/v1/me/tenant": ({ partnerId }) => ({ body: { partnerId } }),
  "POST /api/v1/sessions": () => ({ body: { email: "nobody@example.test", password: "not-right" } }),
  "POST /api/v1/plans/{planId}/approve": ({ ids, planHash }) => ({
    params: { planId: ids.planId ?? "" },
    body: { hash: planHash },
  }),
  "POST /api/v1/plans/{planId}/undo": ({ ids }) => ({ params: { planId: ids.appliedPlanId ?? "" } }),
};

export const routeName = (entry: ManifestEntry): string => `${entry.method} ${entry.path}`;

/** The owner's own request: from the list above, else each part of the address filled by its name. */
export function sampleOf(entry: ManifestEntry, world: ProbeWorld): Sample {
  const made = samples[routeName(entry)];
  if (made) return made(world);
  if (entry.definition.body) {
    throw new Error(`e2e/security/samples.ts lacks a request for ${routeName(entry)}.`);
  }
  const names = [...entry.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
  const params = Object.fromEntries(names.map((name) => [name, idNamed(name, entry, world)]));
  return names.length === 0 ? {} : { params };
}

function idNamed(name: string, entry: ManifestEntry, world: ProbeWorld): string {
  const id = world.ids[name] ?? world.foreign[name];
  if (id === undefined) throw new Error(`e2e/security/world.ts knows no ${name} for ${routeName(entry)}.`);
  return id;
}
