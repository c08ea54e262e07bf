import { resolveSetting, type SettingLayers } from "@/lib/connections/settings";
import type { AutomationLevel, GuardLimits } from "./alone-rule";

export type Automation = {
  level: AutomationLevel;
  /** Who chose the level: the customer's own choice goes before the connection's. */
  from: "customer" | "connection" | "deployment";
  limits: GuardLimits;
};

/** Level and limits that count for a customer of a connection; both layers as stored. */
export function automationOf(layers: Pick<SettingLayers, "customer" | "connection">): Automation {
  const { value: level, from } = resolveSetting("automationLevel", layers);
  return {
    level,
    from: from === "task" ? "deployment" : from,
    limits: {
      recurring: resolveSetting("guardedRecurring", layers).value,
      quantityPct: resolveSetting("guardedQuantityPct", layers).value,
      quantityUnits: resolveSetting("guardedQuantityUnits", layers).value,
      marginFloorPct: resolveSetting("marginFloorPct", layers).value,
    },
  };
}

/** Whether anything at all is written without a person. */
export const goesAlone = (level: AutomationLevel): boolean => level === "guarded" || level === "automatic";
