/** The groups of `npm test`. Each answers what passed, what failed, and how long each test took. */
import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { projectRoot } from "../prepare.mjs";

/** @typedef {{ passed: number, failed: number, tests: { name: string, ms: number, hasPassed: boolean }[] }} Outcome */

const at = (...parts) => path.join(projectRoot, ...parts);
const tool = (name) => at("node_modules/.bin", name);

/** Format, lint and types: each counts as one. */
export async function checkGroup() {
  const outcome = nothing();
  for (const [name, command, args] of [
    ["format and lint", tool("biome"), ["check", "."]],
    ["types", tool("tsc"), ["--noEmit"]],
  ]) {
    const began = performance.now();
    const code = await run(command, args);
    add(outcome, name, performance.now() - began, code === 0);
  }
  return outcome;
}

/** Rules, use cases on a real database, connectors against the sandbox. */
export async function vitestGroup(folder) {
  const file = path.join(folder, "vitest.json");
  const args = [
    "run",
    "--silent=passed-only",
    "--reporter=dot",
    "--reporter=json",
    `--outputFile.json=${file}`,
  ];
  const code = await run(tool("vitest"), args);
  const outcome = nothing();
  if (existsSync(file)) {
    for (const suite of readJson(file).testResults) {
      const place = path.relative(projectRoot, suite.name);
      for (const test of suite.assertionResults) {
        if (test.status === "passed" || test.status === "failed") {
          add(outcome, `${place} > ${test.fullName}`, test.duration ?? 0, test.status === "passed");
        }
      }
      // A file that could not even be loaded has no tests to count.
      if (suite.status === "failed" && !suite.assertionResults.some((test) => test.status === "failed")) {
        add(outcome, place, 0, false);
      }
    }
  }
  return honest(outcome, code);
}

/** Stories of persons in a browser, against the standalone build with a database of its own. */
export async function browserGroup(folder, environment, files = []) {
  const file = path.join(folder, "browser.json");
  rmSync(file, { force: true });
  const code = await run(tool("playwright"), ["test", "--config", "e2e/playwright.config.ts", ...files], {
    ...environment,
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
  });
  const outcome = nothing();
  if (existsSync(file)) for (const suite of readJson(file).suites) addStories(outcome, suite);
  return honest(outcome, code);
}

function addStories(outcome, suite) {
  for (const spec of suite.specs ?? []) {
    const ms = spec.tests.flatMap((test) => test.results).reduce((sum, result) => sum + result.duration, 0);
    add(outcome, `${suite.file} > ${spec.title}`, ms, spec.ok);
  }
  for (const child of suite.suites ?? []) addStories(outcome, child);
}

/** Kills and lost answers in their quick form; each run counts as one. */
export async function faultsGroup() {
  const outcome = nothing();
  if (!existsSync(at("bin/faults.ts"))) return outcome;
  for (const name of ["f1", "f2"]) {
    const began = performance.now();
    const code = await run(process.execPath, ["--import", "tsx", "bin/faults.ts", name, "--quick"]);
    add(outcome, `faults ${name}`, performance.now() - began, code === 0);
  }
  return outcome;
}

const nothing = () => ({ passed: 0, failed: 0, tests: [] });

function add(outcome, name, ms, hasPassed) {
  outcome[hasPassed ? "passed" : "failed"] += 1;
  outcome.tests.push({ name, ms, hasPassed });
}

/** A runner that ends badly without naming a failed test (an unhandled rejection, a crash) has failed all the same. */
function honest(outcome, code) {
  if (code !== 0 && outcome.failed === 0) add(outcome, `the runner ended with ${code}`, 0, false);
  return outcome;
}

const readJson = (file) => JSON.parse(readFileSync(file, "utf8"));

/** A log file is read without colours. */
const plain = process.stdout.isTTY ? {} : { NO_COLOR: "1", FORCE_COLOR: undefined };

function run(command, args, environment = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: projectRoot,
      env: { ...process.env, ...plain, NEXT_TELEMETRY_DISABLED: "1", ...environment },
      stdio: ["ignore", "inherit", "inherit"],
    });
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(signal ? 1 : code));
    for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => child.kill(signal));
  });
}
