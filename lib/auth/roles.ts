export const roles = [
  "vendor_admin",
  "vendor_support",
  "partner_admin",
  "partner_operator",
  "partner_viewer",
] as const;
export type Role = (typeof roles)[number];

/** As people read them, beside the name of the company. */
export const roleNames: Record<Role, string> = {
  vendor_admin: "vendor admin",
  vendor_support: "vendor support",
  partner_admin: "admin",
  partner_operator: "operator",
  partner_viewer: "viewer",
};

/** How vendor support may be let in by a partner: to look, or to lend a hand. */
export type VisitLevel = "read" | "assist";

/**
 * Who may do what: the one table. `yes` for the role in its own tenant; a visit level for vendor
 * support inside a partner's open visit, which needs at least that level. Whoever is not named may not.
 */
const table = {
  /** Screens of a partner: tasks, plans, mappings, connection state. */
  "partner.read": {
    partner_admin: "yes",
    partner_operator: "yes",
    partner_viewer: "yes",
    vendor_admin: "read",
    vendor_support: "read",
  },
  /** Create, credentials (typed, never shown), settings, pause, delete. */
  "connection.edit": { partner_admin: "yes", vendor_support: "assist" },
  /** Customers, products, fees, usage and roles onto what the PSA holds. */
  "mapping.edit": { partner_admin: "yes", partner_operator: "yes", vendor_support: "assist" },
  "customer.import": { partner_admin: "yes", partner_operator: "yes", vendor_support: "assist" },
  /** Check Changes and refreshing what the PSA holds. */
  "sync.run": { partner_admin: "yes", partner_operator: "yes", vendor_support: "assist" },
  /** Review, ignore, retry, undo. */
  "sync.decide": { partner_admin: "yes", partner_operator: "yes", vendor_support: "assist" },
  /** A change of money: never by the vendor, consent or not. */
  "plan.approve": { partner_admin: "yes", partner_operator: "yes" },
  /** Automation levels, price rules, owners per field, allowances, minimums. */
  "automation.edit": { partner_admin: "yes" },
  /** Push usage, reprocess events, synchronise devices. */
  "usage.push": { partner_admin: "yes", partner_operator: "yes", vendor_support: "assist" },
  /** Notification rules, alert mapping, status and priority tables. */
  "rule.edit": { partner_admin: "yes", vendor_support: "assist" },
  "ticket.work": { partner_admin: "yes", partner_operator: "yes" },
  /** Tickets of queues that the vendor's own desk works. */
  "desk_ticket.work": { vendor_admin: "yes", vendor_support: "yes" },
  "finding.mute": { partner_admin: "yes", partner_operator: "yes" },
  "period.sign_off": { partner_admin: "yes" },
  /** Members, API keys, webhooks, security, consent: of one's own tenant. */
  "member.edit": { partner_admin: "yes", vendor_admin: "yes" },
  "api_key.edit": { partner_admin: "yes", vendor_admin: "yes" },
  "webhook.edit": { partner_admin: "yes", vendor_admin: "yes" },
  "support_visit.edit": { partner_admin: "yes" },
  /** The tenant's own log; vendor support sees it inside its visit. */
  "audit.read": { partner_admin: "yes", vendor_admin: "yes", vendor_support: "read" },
  "screen.export": {
    partner_admin: "yes",
    partner_operator: "yes",
    partner_viewer: "yes",
    vendor_admin: "yes",
    vendor_support: "yes",
  },
  /** Catalogue, customers, orders, accounts, devices: a partner reads its own. */
  "vendor_data.read": {
    partner_admin: "yes",
    partner_operator: "yes",
    partner_viewer: "yes",
    vendor_admin: "yes",
    vendor_support: "yes",
  },
  "vendor_data.edit": { vendor_admin: "yes" },
  "account.edit": { vendor_admin: "yes", vendor_support: "yes" },
  /** Partners, ingest keys, branding, PSA identifiers. */
  "partner.list": { vendor_admin: "yes", vendor_support: "yes" },
  "partner.edit": { vendor_admin: "yes" },
  /** The PSA sandbox, which exists in demo mode only: what it received and holds. A partner's people see their own. */
  "sandbox.read": {
    partner_admin: "yes",
    partner_operator: "yes",
    partner_viewer: "yes",
    vendor_admin: "yes",
    vendor_support: "yes",
  },
  /** Act as the technician, faults, clock, reset. */
  "sandbox.use": {
    partner_admin: "yes",
    partner_operator: "yes",
    partner_viewer: "yes",
    vendor_admin: "yes",
  },
} as const satisfies Record<string, Partial<Record<Role, "yes" | VisitLevel>>>;

export type Permission = keyof typeof table;
export const permissions = Object.keys(table) as readonly Permission[];

export const isVendorRole = (role: Role): boolean => role === "vendor_admin" || role === "vendor_support";

/** Rights that a member of the vendor uses in its own tenant and lays down at a partner's door. */
const visitEnough: Record<VisitLevel, readonly VisitLevel[]> = { read: ["read"], assist: ["read", "assist"] };

/**
 * Whether a role includes a permission; `visit` is the level of the partner's open support visit, if the person is
 * inside one. Inside a visit only what the visit grants counts, not what the role may do at home.
 */
export function roleAllows(role: Role, permission: Permission, visit?: VisitLevel): boolean {
  const entry: Partial<Record<Role, "yes" | VisitLevel>> = table[permission];
  const right = entry[role];
  if (right === undefined) return false;
  if (visit === undefined) return right === "yes";
  return right === "yes" ? readsVendorData.has(permission) : visitEnough[visit].includes(right);
}

/** What stays open to the vendor during a visit, because it is the vendor's own data. */
const readsVendorData: ReadonlySet<Permission> = new Set(["vendor_data.read", "screen.export"]);
