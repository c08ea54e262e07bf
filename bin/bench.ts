import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import type { Bench } from "../e2e/bench/bench";

/** `npm run bench -- b2 --size 10k [--rounds 5] [--seed 1] [--json]`: one benchmark, found by its name. Exit 0 = pass. */
const sizes: Record<string, number> = { "1k": 1_000, "10k": 10_000, "100k": 100_000, "1M": 1_000_000 };

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    size: { type: "string", default: "10k" },
    rounds: { type: "string", default: "5" },
    seed: { type: "string", default: "1" },
    json: { type: "boolean", default: false },
  },
});
const name = positionals[0] ?? "";
const size = sizes[values.size];
const file = path.join(path.dirname(fileURLToPath(import.meta.url)), "..", "e2e", "bench", `${name}.ts`);
if (!/^b\d+$/.test(name) || !existsSync(file) || size === undefined) {
  console.error("npm run bench -- <b2|b3|...> --size <1k|10k|100k|1M> [--rounds 5] [--seed 1] [--json]");
  process.exit(2);
}

const bench = (await import(pathToFileURL(file).href)) as Bench;
const result = await bench.run({
  size,
  sizeName: values.size,
  rounds: Number.parseInt(values.rounds, 10),
  seed: Number.parseInt(values.seed, 10),
  say: (line) => {
    if (!values.json) console.log(line);
  },
});
if (!values.json) console.log(JSON.stringify(result.detail, null, 2));
console.log(JSON.stringify(values.json ? { ...result, detail: undefined } : result));
process.exit(result.pass ? 0 : 1);
