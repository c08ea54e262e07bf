import fc from "fast-check";
import { type History, histories } from "@/lib/plans/money/history.fixture";
import { psaInProcess } from "@/lib/plans/money/psa-in-process.fixture";
import { walk } from "@/lib/plans/money/walk.fixture";

export type MoneyResult = {
  fault: "MONEY";
  /** Repeats the run. */
  seed: number;
  trials: Record<string, number>;
  /** The smallest history found that is billed wrongly, and how. */
  counterexample?: History;
  error?: string;
  pass: boolean;
};

/**
 * Random order histories against the sandbox's arithmetic and a plain model of days, in this process: more of what the
 * tests try, from another seed each time.
 */
export async function money(options: { runs: number; seed: number }): Promise<MoneyResult> {
  const told = { orders: 0, silent: 0, postings: 0 };
  const agrees = fc.asyncProperty(histories, async (history) => {
    const walked = await walk(history, psaInProcess(history));
    told.orders += walked.orders;
    told.silent += walked.silent;
    told.postings += walked.postings;
  });
  const found = await fc.check(agrees, { numRuns: options.runs, seed: options.seed });
  const [counterexample] = found.counterexample ?? [];
  const error = found.errorInstance instanceof Error ? found.errorInstance.message : undefined;
  return {
    fault: "MONEY",
    seed: options.seed,
    trials: { histories: found.numRuns, ...told },
    ...(counterexample !== undefined && { counterexample }),
    ...(error !== undefined && { error }),
    pass: !found.failed,
  };
}
