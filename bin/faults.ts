import { randomInt } from "node:crypto";
import { f1 } from "@/e2e/faults/f1";
import { f2 } from "@/e2e/faults/f2";
import { openStageProcesses } from "@/e2e/support/stage-processes";

/**
 * npm run faults -- f1 f2 [--quick] [--seed N]: breaks things on purpose and compares the PSA sandbox's world with
 * the ledger. One JSON line for each fault; exit code 1 when one did not pass.
 */
const words = process.argv.slice(2);
const isQuick = words.includes("--quick");
const seedAt = words.indexOf("--seed");
const seed = seedAt >= 0 ? Number.parseInt(words[seedAt + 1] ?? "", 10) : randomInt(2 ** 31);
const runs = {
  f1: (stage: Awaited<ReturnType<typeof openStageProcesses>>) =>
    f1(stage, isQuick ? { random: 100, each: 2, seed } : { random: 1000, each: 20, seed }),
  f2: (stage: Awaited<ReturnType<typeof openStageProcesses>>) =>
    f2(
      stage,
      isQuick
        ? { after: 100, before: 50, half: 20, late: 30, seed }
        : { after: 500, before: 500, half: 500, late: 100, seed },
    ),
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
  const stage = await openStageProcesses();
  try {
    const began = process.hrtime.bigint();
    const result = await runs[name](stage);
    const seconds = Number((process.hrtime.bigint() - began) / 1_000_000n) / 1000;
    if (result.pass) passed += 1;
    console.log(JSON.stringify({ ...result, seconds }));
  } finally {
    await stage.close();
  }
}
const failed = names.length - passed;
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && process.exitCode === undefined ? 0 : 1);
