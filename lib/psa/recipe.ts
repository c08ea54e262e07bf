/** How somebody prepares a PSA for the portal: shown beside the form, printed, and pointed to by the readiness list. */
export type Recipe = {
  id: string;
  title: string;
  /** What it is for, in a sentence. */
  purpose: string;
  steps: readonly RecipeStep[];
  /** Rights with their reasons; the same list that the rights probe asks for, so that text and check cannot drift. */
  rights?: readonly NeededRight[];
  caution?: string;
};

export type RecipeStep = {
  text: string;
  /** The menu path in the PSA, one entry a level. */
  path?: readonly string[];
};

export type NeededRight = { right: string; reason: string };

/** Kinds of PSA that are announced: named on the Integrations page, without a button. */
export const plannedProviders: readonly { psa: string }[] = [
  { psa: "ConnectWise Manage" },
  { psa: "HaloPSA" },
];
