const words: Readonly<Record<string, string>> = {
  monthly: " per month",
  quarterly: " per quarter",
  semiannual: " per half-year",
  annual: " per year",
};

/** What follows an amount of one billing period: " per month"; nothing where it is charged once. */
export const sayCycle = (cycle: string | null): string => words[cycle ?? ""] ?? "";
