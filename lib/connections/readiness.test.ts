import { describe, expect, it } from "vitest";
import { toInstant } from "@/lib/clock";
import { getProvider } from "@/lib/psa/registry";

import { type LastProbe, type MirrorFacts, readinessOf } from "./readiness";

const { vocabulary } = getProvider("autotask");
const at = toInstant("2026-03-17T09:00:00Z");
const good: LastProbe = {
  at,
  state: "signed_in",
  hasOtherDatabase: false,
  missingRights: [],
  clockSeconds: 1,
  hasRecurringContracts: true,
};
const full: MirrorFacts = {
  customerCompanies: 28,
  recurringContracts: 16,
  companiesReadAt: at,
  itemsReadAt: at,
  itemsByCycle: { monthly: 11 },
  subscriptionsByCycle: { monthly: 20 },
};
const connection = { state: "active" as const, stateReason: null, displayName: "Brightwater IT" };
const list = (change: { probe?: LastProbe; mirror?: Partial<MirrorFacts> } = {}) =>
  readinessOf({
    connection,
    vocabulary,
    probe: "probe" in change ? change.probe : good,
    mirror: { ...full, ...change.mirror },
  });
const item = (id: string, change: Parameters<typeof list>[0]) =>
  list(change).items.find((each) => each.id === id);

describe("the readiness list", () => {
  it("is green when all is in place, and grey where nobody has asked", () => {
    expect(list().state).toBe("ready");
    const unasked = list({ probe: undefined, mirror: { recurringContracts: 0 } });
    expect(unasked.state).toBe("unchecked");
    expect(unasked.items.filter(({ state }) => state === "unchecked").map(({ id }) => id)).toEqual([
      "address",
      "sign-in",
      "database",
      "rights",
      "clock",
      "contracts",
    ]);
  });

  it("names each missing right and where it is set", () => {
    const missingRights = ["The API user may not read services. Admin > Security Levels."];
    expect(item("rights-1", { probe: { ...good, missingRights } })).toMatchObject({
      state: "needs_you",
      cause: "The API user may not read services.",
      fix: "Admin > Security Levels.",
    });
  });

  it("asks for a yearly service when a yearly subscription has none", () => {
    const mirror = { subscriptionsByCycle: { monthly: 20, annual: 1 } };
    expect(list({ mirror }).state).toBe("needs_you");
    expect(item("services-annual", { mirror })?.cause).toBe(
      "1 subscription is billed yearly, and Autotask has no active yearly service outside a bundle.",
    );
  });

  it("tells no answer, refused credentials and another database apart", () => {
    const problem = "No answer from localhost within 15 seconds.";
    const unreachable = list({ probe: { ...good, state: "unreachable", problem } });
    expect(unreachable.items[0]).toMatchObject({ id: "address", state: "needs_you", cause: problem });
    expect(item("sign-in", { probe: { ...good, state: "refused" } })?.state).toBe("needs_you");
    const other = { probe: { ...good, state: "unreachable" as const, hasOtherDatabase: true } };
    expect(item("database", other)?.state).toBe("needs_you");
    expect(item("address", other)?.state).toBe("ready");
  });

  it("minds a clock that is more than two minutes away", () => {
    expect(item("clock", { probe: { ...good, clockSeconds: -120 } })?.state).toBe("ready");
    expect(item("clock", { probe: { ...good, clockSeconds: -121 } })).toMatchObject({
      state: "look",
      cause: "Autotask's clock is 121 seconds behind the portal's.",
    });
  });

  it("looks for a recurring contract where no company is mapped yet", () => {
    const mirror = { recurringContracts: 0 };
    expect(item("contracts", { mirror })?.state).toBe("ready");
    expect(item("contracts", { mirror, probe: { ...good, hasRecurringContracts: false } })?.state).toBe(
      "needs_you",
    );
  });
});
