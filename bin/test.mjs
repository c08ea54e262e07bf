/**
 * `npm test`: everything, from an empty clone on. Prints minutes per group and the ten slowest tests, and ends with
 * one plain line, "N passed, N failed".
 */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { ensureBuilt, ensureInstalled, projectRoot, requireNode, say } from "./prepare.mjs";
import { ensureChromium } from "./testing/chromium.mjs";
import { browserGroup, checkGroup, faultsGroup, vitestGroup } from "./testing/groups.mjs";

process.chdir(projectRoot);
requireNode();
await ensureInstalled();
ensureChromium();

const folder = mkdtempSync(path.join(tmpdir(), "counterpart-run-"));
// The database's own user must be able to enter.
chmodSync(folder, 0o711);

const groups = [
  ["format, lint, types", () => checkGroup()],
  ["rules, use cases, connectors", () => vitestGroup(folder)],
  ["build", () => build()],
  ["browser, 17 March 2026", () => browser("2026-03-17T09:00:00Z")],
  [
    "main job and newcomer, 29 February 2028",
    () => browser("2028-02-29T23:30:00Z", ["main-job", "newcomer"]),
  ],
  [
    "main job and newcomer, 31 December 2026",
    () => browser("2026-12-31T10:00:00Z", ["main-job", "newcomer"]),
  ],
  ["faults, quick", () => faultsGroup()],
];

const outcomes = [];
for (const [name, work] of groups) {
  say(`\n== ${name}`);
  const began = performance.now();
  const outcome = await work();
  outcomes.push({ name, minutes: (performance.now() - began) / 60_000, ...outcome });
}
rmSync(folder, { recursive: true, force: true });
report();

async function build() {
  await ensureBuilt();
  return { passed: 0, failed: 0, tests: [] };
}

async function browser(storyAt, files) {
  return browserGroup(folder, { ...(await ownAddresses()), COUNTERPART_STORY_AT: storyAt }, files);
}

/** Ports and data of this run alone, so that it meets neither a running demo nor another run. */
async function ownAddresses() {
  const [port, sandboxPort] = await Promise.all([freePort(), freePort()]);
  return {
    PORT: String(port),
    SANDBOX_PORT: String(sandboxPort),
    COUNTERPART_DATA: mkdtempSync(path.join(folder, "data-")),
    DATABASE_URL: "",
    DATABASE_ADMIN_URL: "",
  };
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function report() {
  say("\nMinutes");
  for (const { name, minutes, passed, failed } of outcomes) {
    say(`  ${minutes.toFixed(2).padStart(6)}  ${name} (${passed} passed, ${failed} failed)`);
  }
  say("Slowest");
  const slowest = outcomes.flatMap((outcome) => outcome.tests).sort((a, b) => b.ms - a.ms);
  for (const { name, ms } of slowest.slice(0, 10)) {
    say(`  ${(ms / 1000).toFixed(1).padStart(5)} s  ${name}`);
  }
  const failed = outcomes.flatMap((outcome) => outcome.tests).filter((test) => !test.hasPassed);
  if (failed.length > 0) say("Failed");
  for (const { name } of failed) say(`  ${name}`);
  const sum = (key) => outcomes.reduce((total, outcome) => total + outcome[key], 0);
  process.exitCode = sum("failed") === 0 ? 0 : 1;
  say(`${sum("passed")} passed, ${sum("failed")} failed`);
}
