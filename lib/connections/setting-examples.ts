import type { ExampleLine } from "./example-line";
import { priceExamples } from "./price-examples";
import { prorationExamples } from "./proration-examples";
import type { BillingSettings } from "./settings";

export type ExampleWords = { psa: string; vendor: string };

/** What every example starts from. */
export type ExampleStage = {
  line: ExampleLine;
  words: ExampleWords;
  /** In force for the settings that an example is not about. */
  settings: BillingSettings;
  today: string;
  canSeeCost: boolean;
};

/** A sentence for each value of a setting. */
export type SettingExamples = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * Worked examples: what each value of each setting would do to one real line of the partner, reckoned by the same rules
 * as plans are. Two seats more from 17 March at 9.40 come to 9.10 for 17-31 March, or to 18.80 for all of March.
 */
export function settingExamples(stage: ExampleStage): SettingExamples {
  return { ...prorationExamples(stage), ...priceExamples(stage) };
}
