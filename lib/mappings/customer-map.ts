import type { Actor } from "@/lib/auth/context";
import { shareOfPeriodMinor } from "@/lib/money";

/** How a customer stands on the Customer Map. */
export const mapStates = ["mapped", "not_mapped", "do_not_map", "broken"] as const;
export type MapState = (typeof mapStates)[number];

export const mapSorts = ["name", "money", "changed"] as const;
export type MapSort = (typeof mapSorts)[number];

export type MapFilter = {
  /** Part of the customer's or the company's name, or either's id. */
  search?: string | undefined;
  states?: readonly MapState[] | undefined;
  /** Only customers who pay something every month. */
  hasMoney?: boolean | undefined;
};

export type Money = { currency: string; minor: bigint };

/** A month of what is billed in any cycle: 120.00 a year is 10.00 a month. Rounded once, at the end. */
export function monthly({ currency, perYear }: { currency: string; perYear: string }): Money {
  return { currency, minor: shareOfPeriodMinor(perYear, 12, currency) };
}

/** "renamed from Calder Ltd to Calder LLC": the id leads, so a new name stops nothing. */
export function renamedNote(mapping: { psaCompanyName: string | null; mirrorName: string | null }) {
  const { psaCompanyName: from, mirrorName: to } = mapping;
  return from !== null && to !== null && from !== to ? `Renamed from ${from} to ${to}` : null;
}

/** Why a mapped customer's writes should wait; `null` while its company answers. */
export function brokenNote(
  mapping: { state: MapState; psaCompanyId: string | null; isGone: boolean | null; isActive: boolean | null },
  psa: string,
): string | null {
  if (mapping.state !== "broken") return null;
  const id = mapping.psaCompanyId ?? "";
  return mapping.isGone !== true && mapping.isActive === false
    ? `Company ${id} is inactive in ${psa}. Activate it there, or map the customer to another company.`
    : `Company ${id} no longer answers. It may be deleted, merged or hidden from the API user.`;
}

/** Who changed something, as people read it. */
export function actorName(actor: Actor | null): string | null {
  if (actor === null) return null;
  if (actor.kind === "system") return "Counterpart";
  return actor.kind === "api_key" ? `API key ${actor.name}` : actor.name;
}
