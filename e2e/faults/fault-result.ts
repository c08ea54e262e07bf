import type { Findings } from "./invariants";

/** What a fault run prints as its last line. */
export type FaultResult = {
  fault: string;
  /** Repeats the run. */
  seed: number;
  trials: Record<string, number>;
  found: Findings;
  pass: boolean;
};
