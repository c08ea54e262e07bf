/** What `npm run bench -- <name>` hands to a benchmark, and what it prints as its last line. */
export type BenchOptions = {
  size: number;
  sizeName: string;
  rounds: number;
  seed: number;
  say(line: string): void;
};

export type BenchResult = {
  bench: string;
  size: string;
  metric: string;
  value: number;
  reference: number;
  ratio: number;
  goal: string;
  pass: boolean;
  seed: number;
  detail?: unknown;
};

export type Bench = { run(options: BenchOptions): Promise<BenchResult> };

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

export const round = (value: number, places = 2): number => Math.round(value * 10 ** places) / 10 ** places;
