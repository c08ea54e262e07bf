import type { Permission } from "./roles";

/** What an API key may be given. `ingest:*` and `read` are the vendor's, the rest a partner's. */
export const scopes = [
  "ingest:customers",
  "ingest:products",
  "ingest:subscriptions",
  "ingest:orders",
  "ingest:usage",
  "ingest:accounts",
  "ingest:events",
  "ingest:devices",
  "ingest:tickets",
  "ingest:invoices",
  "read",
  "audit:read",
  "mappings:write",
  "tasks:decide",
  "tickets:write",
  "sync:run",
] as const;
export type Scope = (typeof scopes)[number];

/**
 * Permissions a key gains by its scopes: never more than an operator has, save reading the log, which only an admin
 * can hand to a key.
 */
const grants: Partial<Record<Scope, readonly Permission[]>> = {
  read: ["partner.read", "vendor_data.read", "screen.export"],
  "audit:read": ["audit.read"],
  "mappings:write": ["mapping.edit"],
  "tasks:decide": ["sync.decide", "plan.approve"],
  "tickets:write": ["ticket.work"],
  "sync:run": ["sync.run"],
};

/**
 * Whether these scopes include a permission. A key that ingests is the vendor's, bound to one partner or not: it reads
 * the vendor's data and never a partner's screens.
 */
export function scopesAllow(held: readonly string[], permission: Permission, isVendorWide: boolean): boolean {
  const isVendors = isVendorWide || held.some((scope) => scope.startsWith("ingest:"));
  if (isVendors && permission !== "vendor_data.read") return false;
  return scopes.some((scope) => held.includes(scope) && grants[scope]?.includes(permission));
}

/** Scopes that an admin of this kind of tenant may give to a key. */
export function scopesFor(kind: "vendor" | "partner"): readonly Scope[] {
  return scopes.filter((scope) => (kind === "vendor") === scope.startsWith("ingest:") || scope === "read");
}
