import type { LineSettings } from "./plan-line-input";

/**
 * What a person chose in the wizard for one change only: the nearest layer of the settings, and the day it counts from.
 * Frozen with the plan's line, so that its hash covers it and a successor is planned the same way.
 */
export type LineChoices = Partial<Pick<LineSettings, "priceSource" | "proration">> & {
  effectiveDate?: string | undefined;
};
