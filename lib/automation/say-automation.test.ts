import { expect, it } from "vitest";
import { sayAutomation } from "./say-automation";

it.each([
  [{}, undefined],
  [{ automationLevel: "watch" }, "Checked by hand; nothing is written, changes are only compared."],
  [{ automationLevel: "guarded" }, "Checked by hand; small, usual changes go alone."],
  [{ checkChanges: "daily" }, "Checked by itself once per day at 02:00; a person approves every plan."],
  [
    { checkChanges: "daily", checkChangesAt: "06:30", automationLevel: "guarded" },
    "Checked by itself once per day at 06:30; small, usual changes go alone.",
  ],
  [
    { checkChanges: "every_5_minutes", automationLevel: "automatic" },
    "Checked by itself every 5 minutes; changes go alone, except what is unclear.",
  ],
])("says what runs by itself of a connection with %j", (settings, sentence) => {
  expect(sayAutomation(settings)).toBe(sentence);
});
