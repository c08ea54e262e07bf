import { randomInt } from "node:crypto";
import { f1 } from "@/e2e/faults/f1";
import { f2 } from "@/e2e/faults/f2";
import { money } from "@/e2e/faults/money";
import { openStageProcesses, type StageProcesses } from "@/e2e/support/stage-processes";

/**
 * npm run faults -- f1 f2 [--quick] [--seed N]: breaks things on purpose and compares the PSA sandbox's world with
 * the ledger. npm run faults -- money [--runs N] [--seed N]: bills random order histories and compares every period with
 * a model. One JSON line for each fault, with its seed; exit code 1 when one did not pass.
 */
const words = process.argv.slice(2);
const isQuick = words.includes("--quick");
const numberAfter = (word: string) => {
  const at = words.indexOf(word);
  return at < 0 ? undefined : Number.parseInt(words[at + 1] ?? "", 10);
};
const seed = numberAfter("--seed") ?? randomInt(2 ** 31);

async function onStage<T>(run: (stage: StageProcesses) => Promise<T>): Promise<T> {
  const stage = await openStageProcesses();
  try {
    return await run(stage);
  } finally {
    await stage.close();
  }
}

const runs = {
  f1: () =>
    onStage((stage) =>
      f1(stage, isQuick ? { random: 100, each: 2, seed } : { random: 1000, each: 20, seed }),
    ),
  f2: () =>
    onStage((stage) =>
      f2(
        stage,
        isQuick
          ? { after: 100, before: 50, half: 20, late: 30, seed }
          : { after: 500, before: 500, half: 500, late: 100, seed },
      ),
    ),
  money: () => money({ runs: numberAfter("--runs") ?? (isQuick ? 2000 : 20_000), seed }),
};
type FaultName = keyof typeof runs;
const isFault = (word: string): word is FaultName => word in runs;
const chosen = words.filter(isFault);
const names = chosen.length > 0 ? chosen : (Object.keys(runs) as FaultName[]);

process.on("unhandledRejection", (error) => {
  console.error("unhandled rejection", error);
  process.exitCode = 1;
});

let passed = 0;
for (const name of names) {
  const began = process.hrtime.bigint();
  const result = await runs[name]();
  const seconds = Number((process.hrtime.bigint() - began) / 1_000_000n) / 1000;
  if (result.pass) passed += 1;
  console.log(JSON.stringify({ ...result, seconds }));
}
const failed = names.length - passed;
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && process.exitCode === undefined ? 0 : 1);
