import { describe, expect, test } from "vitest";
import { type Permission, permissions, type Role, roleAllows, roles, type VisitLevel } from "./roles";
import { scopes, scopesAllow } from "./scopes";

const holders = (permission: Permission, visit?: VisitLevel): Role[] =>
  roles.filter((role) => roleAllows(role, permission, visit));

const partner = ["partner_admin", "partner_operator", "partner_viewer"];
const working = ["partner_admin", "partner_operator"];
const admins = ["vendor_admin", "partner_admin"];

/** Product.md 0.6, line by line, written a second time on purpose. */
const atHome: Record<Permission, readonly string[]> = {
  "partner.read": partner,
  "connection.edit": ["partner_admin"],
  "mapping.edit": working,
  "customer.import": working,
  "sync.run": working,
  "sync.decide": working,
  "plan.approve": working,
  "automation.edit": ["partner_admin"],
  "usage.push": working,
  "rule.edit": ["partner_admin"],
  "ticket.work": working,
  "desk_ticket.work": ["vendor_admin", "vendor_support"],
  "finding.mute": working,
  "period.sign_off": ["partner_admin"],
  "member.edit": admins,
  "api_key.edit": admins,
  "webhook.edit": admins,
  "support_visit.edit": ["partner_admin"],
  "audit.read": admins,
  "screen.export": roles,
  "vendor_data.read": roles,
  "vendor_data.edit": ["vendor_admin"],
  "account.edit": ["vendor_admin", "vendor_support"],
  "partner.list": ["vendor_admin", "vendor_support"],
  "partner.edit": ["vendor_admin"],
  "sandbox.read": roles,
  "sandbox.use": [...partner, "vendor_admin"],
};

describe("at home", () => {
  test.each(permissions)("%s is held by exactly the roles of the table", (permission) => {
    expect(holders(permission)).toEqual(roles.filter((role) => atHome[permission].includes(role)));
  });
});

describe("inside a support visit", () => {
  const visitor = (role: Role, level: VisitLevel) =>
    permissions.filter((each) => roleAllows(role, each, level));

  test("that lets look, support looks and reads what it did itself", () => {
    expect(visitor("vendor_support", "read")).toEqual([
      "partner.read",
      "audit.read",
      "screen.export",
      "vendor_data.read",
    ]);
  });

  test("that lets assist, support also works, but approves no change of money and sets no rule of money", () => {
    const allowed = visitor("vendor_support", "assist");
    expect(allowed).toEqual(
      expect.arrayContaining([
        "connection.edit",
        "mapping.edit",
        "sync.run",
        "sync.decide",
        "usage.push",
        "rule.edit",
      ]),
    );
    for (const never of [
      "plan.approve",
      "automation.edit",
      "member.edit",
      "api_key.edit",
      "support_visit.edit",
    ]) {
      expect(allowed).not.toContain(never);
    }
  });

  test("of whatever level, the vendor's admin only looks", () => {
    expect(visitor("vendor_admin", "assist")).toEqual(["partner.read", "screen.export", "vendor_data.read"]);
  });
});

describe("an API key", () => {
  const may = (held: readonly string[], isVendorWide = false) =>
    permissions.filter((permission) => scopesAllow(held, permission, isVendorWide));

  test("with every scope of a partner does what an operator does, and may read the log", () => {
    const partnerScopes = scopes.filter((scope) => !scope.startsWith("ingest:"));
    const beyond = may(partnerScopes).filter((permission) => !roleAllows("partner_operator", permission));
    expect(beyond).toEqual(["audit.read"]);
  });

  test("gains nothing without a scope and nothing from a scope that does not exist", () => {
    expect(may([])).toEqual([]);
    expect(may(["everything", "partner.read"])).toEqual([]);
  });

  test("that ingests is the vendor's and reads no partner's screen, bound to one partner or not", () => {
    expect(may(["read", "ingest:orders"])).toEqual(["vendor_data.read"]);
    expect(may(["read", "mappings:write"], true)).toEqual(["vendor_data.read"]);
  });
});
