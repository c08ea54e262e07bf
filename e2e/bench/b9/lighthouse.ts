import { execFile, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { launchArguments } from "../../support/browser";

const folder = path.join(import.meta.dirname, "lighthouse");
const command = path.join(folder, "node_modules/.bin/lighthouse");

export type Lighthouse = { score: number; lcpMs: number; tbtMs: number; cls: number };

/** Installs what its lock file says, the first time: nobody but this benchmark needs it. */
export function ensureLighthouse(say: (line: string) => void): void {
  if (existsSync(command)) return;
  say("Installing Lighthouse (about half a minute)");
  const done = spawnSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], {
    cwd: folder,
    encoding: "utf8",
  });
  if (done.status !== 0) throw new Error(`Lighthouse could not be installed: ${done.stderr}`);
}

const chromeFlags = ["--headless=new", ...launchArguments].join(" ");

/** Runs of which the middle one counts: one run may meet another process. */
const runs = 3;

/**
 * Lighthouse's performance category as a phone and as a desktop. The phone is a browser that is held back as the phone of
 * the simulation is (4x slower, 1.6 Mbit/s, 150 ms). What the simulation makes of one free run is told beside it: it
 * guesses which scripts come before the first paint, and is a second off when a script wins that race on a local line.
 */
export async function phone(url: string, cookie: string): Promise<Phone> {
  const held = await middleOf(url, cookie, ["--throttling-method=devtools"]);
  const simulated = await lighthouse(url, cookie, []);
  return { ...held, simulated };
}

export type Phone = Lighthouse & { simulated: Lighthouse };

export const desktop = (url: string, cookie: string): Promise<Lighthouse> =>
  lighthouse(url, cookie, ["--preset=desktop"]);

/** The middle of each figure; of shifts the largest. */
async function middleOf(url: string, cookie: string, flags: readonly string[]): Promise<Lighthouse> {
  const seen: Lighthouse[] = [];
  while (seen.length < runs) seen.push(await lighthouse(url, cookie, flags));
  const middle = (of: (one: Lighthouse) => number) =>
    seen.map(of).sort((one, other) => one - other)[Math.floor(runs / 2)] ?? Number.NaN;
  return {
    score: middle(({ score }) => score),
    lcpMs: middle(({ lcpMs }) => lcpMs),
    tbtMs: middle(({ tbtMs }) => tbtMs),
    cls: Math.max(...seen.map(({ cls }) => cls)),
  };
}

async function lighthouse(url: string, cookie: string, flags: readonly string[]): Promise<Lighthouse> {
  const { stdout } = await promisify(execFile)(
    command,
    [
      url,
      "--quiet",
      "--output=json",
      "--only-categories=performance",
      `--chrome-flags=${chromeFlags}`,
      `--extra-headers=${JSON.stringify({ Cookie: cookie })}`,
      ...flags,
    ],
    { maxBuffer: 64 * 1024 * 1024, env: { ...process.env, CHROME_PATH: "/usr/bin/chromium" } },
  );
  const report: Report = JSON.parse(stdout);
  if (new URL(report.finalDisplayedUrl).pathname !== new URL(url).pathname) {
    throw new Error(`${url} led to ${report.finalDisplayedUrl}.`);
  }
  const value = (audit: string) => report.audits[audit]?.numericValue ?? Number.NaN;
  return {
    score: Math.round((report.categories.performance.score ?? 0) * 100),
    lcpMs: Math.round(value("largest-contentful-paint")),
    tbtMs: Math.round(value("total-blocking-time")),
    cls: Math.round(value("cumulative-layout-shift") * 1000) / 1000,
  };
}

type Report = {
  finalDisplayedUrl: string;
  categories: { performance: { score: number | null } };
  audits: Record<string, { numericValue?: number } | undefined>;
};
