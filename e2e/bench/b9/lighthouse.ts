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

/** One run of Lighthouse's performance category, as a phone (its simulation) or as a desktop. */
export async function lighthouse(url: string, cookie: string, as: "mobile" | "desktop"): Promise<Lighthouse> {
  const { stdout } = await promisify(execFile)(
    command,
    [
      url,
      "--quiet",
      "--output=json",
      "--only-categories=performance",
      `--chrome-flags=${chromeFlags}`,
      `--extra-headers=${JSON.stringify({ Cookie: cookie })}`,
      ...(as === "desktop" ? ["--preset=desktop"] : []),
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
