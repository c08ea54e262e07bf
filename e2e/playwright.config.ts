import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { defineConfig } from "@playwright/test";
import { portalUrl, sandboxPort } from "./support/app";
import { launchArguments } from "./support/browser";

// Told to the workers too: they read there what runs.
process.env.COUNTERPART_DATA ??= mkdtempSync(path.join(tmpdir(), "counterpart-e2e-"));

export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.ts",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  // Generous, because two stories, a database, an engine and a sandbox share two cores; nothing waits for it to pass.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  outputDir: path.join(tmpdir(), "counterpart-browser-results"),
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [["dot"], ["json"]] : [["list"]],
  use: {
    baseURL: portalUrl,
    locale: "en-GB",
    timezoneId: "Europe/London",
    launchOptions: {
      executablePath: "/usr/bin/chromium",
      args: launchArguments,
    },
  },
  // A story by hand can use a portal that runs already.
  ...(process.env.COUNTERPART_RUNNING ? {} : { webServer: ownPortal() }),
});

function ownPortal() {
  return {
    command: "node bin/start.mjs",
    cwd: path.resolve(import.meta.dirname, ".."),
    // Health comes earlier than the story; nobody could sign in yet.
    wait: { stdout: /Counterpart is ready/ },
    stdout: "pipe",
    timeout: 120_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 15_000 },
    env: {
      PORT: new URL(portalUrl).port,
      COUNTERPART_STORY_AT: process.env.COUNTERPART_STORY_AT ?? "2026-03-17T09:00:00Z",
      SANDBOX_PORT: String(sandboxPort),
      COUNTERPART_DATA: process.env.COUNTERPART_DATA ?? "",
    },
  } as const;
}
