import type { AutomationLevel } from "@/lib/automation/alone-rule";
import type { ConnectionDetailAnswer } from "@/lib/connections/wire";

export type Interval = "off" | "daily" | "every_5_minutes";

export const intervalOptions: readonly { value: Interval; label: string; help: string }[] = [
  {
    value: "off",
    label: "Off",
    help: "Runs when somebody presses Check Changes on the Sync page.",
  },
  { value: "daily", label: "Once per day", help: "At the hour below, in the connection's zone." },
  {
    value: "every_5_minutes",
    label: "Every 5 minutes",
    help: "New orders are also taken within 60 seconds of their arrival.",
  },
];

/** The trust ladder, lowest first. */
export const levelOptions = (
  psa: string,
): readonly { value: AutomationLevel; label: string; help: string }[] => [
  { value: "watch", label: "Watch", help: `Creates tasks to compare. Nothing can be written to ${psa}.` },
  { value: "ask", label: "Ask", help: "Creates tasks. A person reads and approves every plan." },
  {
    value: "guarded",
    label: "Guarded",
    help:
      "Creates tasks and processes small, usual changes: no warning, no cancellation, nothing for the first time, " +
      "within the limits below. The rest waits for a person.",
  },
  {
    value: "automatic",
    label: "Automatic",
    help:
      "Creates tasks and processes them. Only what cannot be written, asks a question, would take over a line or looks like a mistake " +
      "(more than half and more than 10 units, or a check that lowers more than 20 % of your subscriptions) waits.",
  },
];

/** What the section says of itself in a word. */
export function automationWord({ settings }: ConnectionDetailAnswer): string {
  if (settings.checkChanges?.value === "off") return "By hand";
  const level = settings.automationLevel?.value;
  return level === "guarded" || level === "automatic" ? "Creates and processes" : "Creates tasks";
}
