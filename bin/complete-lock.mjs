/**
 * Adds to package-lock.json the optional platform packages that npm left out because the registry in use does not
 * have them (another system's binaries). Without these entries `npm ci` refuses the file. Run after every change of
 * the dependencies; then check with `npm ci`.
 */
import { readFileSync, writeFileSync } from "node:fs";

const file = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(file, "utf8"));
const { packages } = lock;

const systems = {
  android: "android",
  darwin: "darwin",
  freebsd: "freebsd",
  linux: "linux",
  win32: "win32",
  windows: "win32",
};
const processors = {
  arm64: "arm64",
  x64: "x64",
  x86_64: "x64",
  arm: "arm",
  ia32: "ia32",
  ppc64: "ppc64",
  wasm32: "wasm32",
};

/** The lock entry that a package at `from` finds under this name, the way Node resolves. */
function find(from, name) {
  let folder = from;
  for (;;) {
    const entry = packages[folder === "" ? `node_modules/${name}` : `${folder}/node_modules/${name}`];
    if (entry || folder === "") return entry;
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")));
  }
}

function platformOf(name) {
  const words = name.split(/[-/]/);
  const os = words.map((word) => systems[word]).find(Boolean);
  const cpu = words.map((word) => processors[word]).find(Boolean);
  const libc = words.includes("musl") ? ["musl"] : undefined;
  return { ...(cpu ? { cpu: [cpu] } : {}), ...(os ? { os: [os] } : {}), ...(libc ? { libc } : {}) };
}

const added = [];
for (const [place, owner] of Object.entries(packages)) {
  for (const [name, range] of Object.entries(owner.optionalDependencies ?? {})) {
    if (find(place, name)) continue;
    // Platform packages are asked for by an exact version; a range would have been answered by npm itself.
    if (!/^\d+\.\d+\.\d+/.test(range)) continue;
    packages[`node_modules/${name}`] = {
      version: range,
      ...platformOf(name),
      ...(owner.dev ? { dev: true } : {}),
      optional: true,
    };
    added.push(`${name}@${range}`);
  }
}

for (const [place, entry] of Object.entries(packages)) {
  // Belongs to nobody any more; `npm ci` would not install it either.
  if (entry.extraneous) delete packages[place];
  // Addresses of one registry are of no use with another.
  delete entry.resolved;
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(
  added.length ? `Added ${added.length}:\n${added.join("\n")}\n` : "Nothing was missing.\n",
);
