import { resolveSetting } from "@/lib/connections/settings";
import type { AutomationLevel } from "./alone-rule";

const goes: Record<AutomationLevel, string> = {
  watch: "nothing is written, changes are only compared",
  ask: "a person approves every plan",
  guarded: "small, usual changes go alone",
  automatic: "changes go alone, except what is unclear",
};

/**
 * "Checked by itself every 5 minutes; small, usual changes go alone." Nothing for a connection as it is delivered, which a
 * person checks and approves.
 */
export function sayAutomation(settings: unknown): string | undefined {
  const layers = { connection: settings };
  const interval = resolveSetting("checkChanges", layers).value;
  const level = resolveSetting("automationLevel", layers).value;
  if (interval === "off") return level === "ask" ? undefined : `Checked by hand; ${goes[level]}.`;
  const at = resolveSetting("checkChangesAt", layers).value;
  const when = interval === "daily" ? `once per day at ${at}` : "every 5 minutes";
  return `Checked by itself ${when}; ${goes[level]}.`;
}
