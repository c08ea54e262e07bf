/** What a fresh clone lacks: packages and a build. Plain JavaScript, because before this nothing else can run. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const projectRoot = fileURLToPath(new URL("..", import.meta.url));

const at = (...parts) => path.join(projectRoot, ...parts);

export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 9)) return;
  fail(`Counterpart needs Node 20.9 or later; this is ${process.versions.node}.`);
}

/** Installs exactly what the lock file says, unless it is there already. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  say("Installing packages (about a minute)");
  await run(
    "npm",
    ["ci", "--no-audit", "--no-fund", "--loglevel=error"],
    "The packages could not be installed",
  );
}

/** Compares with npm's own record of what lies in node_modules; other systems' packages are not looked for. */
function isInstalled() {
  if (!existsSync(at("node_modules/.package-lock.json"))) return false;
  const wanted = JSON.parse(readFileSync(at("package-lock.json"), "utf8")).packages;
  const present = JSON.parse(readFileSync(at("node_modules/.package-lock.json"), "utf8")).packages;
  return Object.entries(wanted).every(
    ([place, entry]) => place === "" || entry.optional || present[place]?.version === entry.version,
  );
}

const sources = [
  "app",
  "components",
  "db",
  "inngest",
  "lib",
  "public",
  "instrumentation.ts",
  "next.config.js",
  "package-lock.json",
  "postcss.config.mjs",
  "proxy.ts",
  "tsconfig.json",
];

/** Folder of the portal's standalone server; built first when a source has changed since the last build. */
export async function ensureBuilt() {
  const folder = at(".next/standalone");
  const keyFile = path.join(folder, ".build-key");
  const key = hashOfSources();
  if (existsSync(keyFile) && readFileSync(keyFile, "utf8") === key) return folder;
  say("Building the portal");
  rmSync(folder, { recursive: true, force: true });
  await run(
    process.execPath,
    [at("node_modules/next/dist/bin/next"), "build"],
    "The portal could not be built",
    {
      NEXT_TELEMETRY_DISABLED: "1",
      NODE_ENV: "production",
    },
  );
  cpSync(at(".next/static"), path.join(folder, ".next/static"), { recursive: true });
  if (existsSync(at("public"))) cpSync(at("public"), path.join(folder, "public"), { recursive: true });
  writeFileSync(keyFile, key);
  return folder;
}

function hashOfSources() {
  const hash = createHash("sha256").update(process.versions.node);
  for (const source of sources) addToHash(hash, source);
  return hash.digest("hex");
}

function addToHash(hash, name) {
  const found = statSync(at(name), { throwIfNoEntry: false });
  if (found?.isDirectory()) {
    for (const child of readdirSync(at(name)).sort()) addToHash(hash, path.join(name, child));
  } else if (found && !/\.test\.tsx?$/.test(name)) {
    hash
      .update(`${name}\0`)
      .update(readFileSync(at(name)))
      .update("\0");
  }
}

/** Runs a program in the project's folder; shows what it says only when it fails. Told to stop, both stop. */
function run(program, args, failure, environment = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: projectRoot,
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const said = [];
    child.stdout.on("data", (piece) => said.push(piece));
    child.stderr.on("data", (piece) => said.push(piece));
    const stop = (signal) => {
      child.kill(signal);
      process.exit(1);
    };
    process.once("SIGTERM", stop);
    process.once("SIGINT", stop);
    child.once("error", (error) => fail(`${failure}: ${error.message}`));
    child.once("exit", (code) => {
      process.off("SIGTERM", stop);
      process.off("SIGINT", stop);
      if (code === 0) return resolve();
      process.stderr.write(`${Buffer.concat(said)}\n`);
      fail(`${failure}; the reason stands above.`);
    });
  });
}

export function say(line) {
  process.stdout.write(`${line}\n`);
}

/** @returns {never} */
export function fail(line) {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}
