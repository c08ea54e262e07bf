/** The browser of the browser tests: Debian's own, never one that a test tool downloads. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { fail, say } from "../prepare.mjs";

const wanted = ["chromium", "fonts-liberation"];

const isThere = () =>
  existsSync("/usr/bin/chromium") &&
  existsSync("/usr/share/fonts/truetype") &&
  readdirSync("/usr/share/fonts/truetype").some((name) => name.startsWith("liberation"));

/** Installs it as root; anybody else is told in one line what to install. */
export function ensureChromium() {
  if (isThere()) return;
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) {
    fail(`The browser tests need Debian packages: sudo apt-get install ${wanted.join(" ")}`);
  }
  say(`Installing ${wanted.join(" and ")}`);
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const args of [
    ["update", "-qq"],
    ["install", "-y", "-qq", "--no-install-recommends", ...wanted],
  ]) {
    const done = spawnSync("apt-get", args, { env: environment, encoding: "utf8" });
    if (done.status !== 0) {
      fail(`apt-get ${args[0]} failed; install ${wanted.join(" and ")} yourself.\n${done.stderr ?? ""}`);
    }
  }
}
