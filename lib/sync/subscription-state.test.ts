import { describe, expect, it } from "vitest";
import { type SubscriptionFacts, subscriptionState } from "./subscription-state";

const settled: SubscriptionFacts = {
  resolution: { kind: "mapped" },
  hasUnseen: false,
  openTasks: [],
  isLinked: true,
  isDrifting: false,
};

describe("the badge of a subscription", () => {
  it.each<[string, Partial<SubscriptionFacts>]>([
    ["in_sync", {}],
    ["excluded", { resolution: { kind: "excluded", because: "customer" }, openTasks: ["failed"] }],
    [
      "not_mapped",
      { resolution: { kind: "incomplete", missing: ["contract"] }, openTasks: ["needs_mapping"] },
    ],
    ["out_of_sync", { openTasks: ["ready", "failed"] }],
    ["out_of_sync", { openTasks: ["needs_review"] }],
    ["out_of_sync", { openTasks: ["ignored"] }],
    ["out_of_sync", { isDrifting: true, openTasks: ["ready"] }],
    ["waiting", { openTasks: ["ignored", "ready"] }],
    ["waiting", { openTasks: ["applying"] }],
    ["waiting", { hasUnseen: true }],
    ["waiting", { isLinked: false }],
  ])("is %s with %o", (state, facts) => {
    expect(subscriptionState({ ...settled, ...facts }).state).toBe(state);
  });

  it("says what is missing", () => {
    const missing = ["customer", "contract"] as const;
    const { why } = subscriptionState({ ...settled, resolution: { kind: "incomplete", missing } });
    expect(why).toBe("Not mapped yet: customer, contract.");
  });
});
