import { describe, expect, it } from "vitest";
import { syncSentence } from "./sync-sentence";
import { countGroups, type StateCounts } from "./task-group";
import { taskSearch } from "./task-search";

const say = (states: StateCounts, more: Partial<Parameters<typeof syncSentence>[0]> = {}) =>
  syncSentence({
    counts: countGroups(states),
    money: [],
    unseen: 0,
    exactTo: 10_000,
    psas: ["Autotask"],
    isFiltered: false,
    checkedAt: "09:40",
    ...more,
  });

const pounds = { currency: "GBP", cycle: "monthly", recurringMinor: "21460", unpriced: 0 };

describe("the first sentence of Sync", () => {
  it.each([
    [say({}), "Everything the vendor did until 09:40 is in Autotask."],
    [
      say({}, { unseen: 14 }),
      "Nothing waits. 14 changes were received since 09:40; Check Changes makes tasks of them.",
    ],
    [
      say({}, { checkedAt: undefined }),
      "Nothing was checked yet. Check Changes compares what the vendor sold with Autotask and makes tasks of it.",
    ],
    [
      say({}, { psas: [] }),
      "No PSA is connected yet. Connect one, and what the vendor sold becomes tasks here.",
    ],
    [say({ ready: 1 }), "1 task waits."],
    [
      say({ ready: 28, needs_mapping: 3 }, { money: [pounds] }),
      "31 tasks wait: +214.60 GBP per month; 3 need you.",
    ],
    [
      say(
        { ready: 2 },
        { money: [pounds, { ...pounds, currency: "EUR", cycle: "annual", recurringMinor: "-500" }] },
      ),
      "2 tasks wait: +214.60 GBP per month, -5.00 EUR per year.",
    ],
    [
      say({ ready: 4 }, { money: [{ ...pounds, unpriced: 3 }] }),
      "4 tasks wait: +214.60 GBP per month, 3 without a figure until planned.",
    ],
    [say({ failed: 1 }), "Nothing waits; 1 task needs you."],
    [say({ ready: 10_001 }), "More than 10,000 tasks wait."],
    [say({ applied: 3 }, { isFiltered: true }), "Nothing of this waits."],
  ])("%s", (said, expected) => expect(said).toBe(expected));
});

describe("a search", () => {
  it.each([
    ["T-000123", 123],
    ["t-9", 9],
    ["#42", 42],
    ["1000330", 1_000_330],
    ["acme", undefined],
    ["T-", undefined],
  ])("of '%s' means the task %s", (text, number) => expect(taskSearch(text)?.number).toBe(number));

  it("of blanks is none", () => expect(taskSearch("  ")).toBeUndefined());
});
