import { readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";

const root = path.resolve(import.meta.dirname, "../..");

/** What the framework alone loads on any page of this build, in bytes of gzip: the weight of a page that says hello. */
export function helloWeight(): number {
  const manifest: { rootMainFiles: string[] } = JSON.parse(
    readFileSync(path.join(root, ".next/build-manifest.json"), "utf8"),
  );
  return manifest.rootMainFiles
    .map((file) => gzipSync(readFileSync(path.join(root, ".next", file)), { level: 9 }).length)
    .reduce((sum, size) => sum + size, 0);
}

/** JavaScript that a page loads before anybody touches it, in bytes of gzip: whatever its scripts and they load. */
export async function weigh(page: Page, address: string): Promise<number> {
  const sizes = new Map<string, Promise<number>>();
  const note = (answer: import("@playwright/test").Response) => {
    if (answer.request().resourceType() !== "script" || !answer.ok()) return;
    sizes.set(
      answer.url(),
      answer.body().then((body) => gzipSync(body, { level: 9 }).length),
    );
  };
  page.on("response", note);
  await page.goto(address, { waitUntil: "networkidle" });
  page.off("response", note);
  const all = await Promise.all(sizes.values());
  return all.reduce((sum, size) => sum + size, 0);
}
