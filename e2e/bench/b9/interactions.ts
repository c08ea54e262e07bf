import { chromium, type Page } from "@playwright/test";
import { launchArguments } from "../../support/browser";
import { p95 } from "./ttfb";

export type Interactions = { count: number; p95Ms: number; slowestMs: number; of: Record<string, number> };

type Timed = { name: string; id: number; ms: number };

/** Keeps what the browser itself says of each interaction: from the input to the next picture. */
function record(): void {
  const kept: Timed[] = [];
  Object.assign(window, { interactions: kept });
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { interactionId?: number })[]) {
      if (entry.interactionId) kept.push({ name: entry.name, id: entry.interactionId, ms: entry.duration });
    }
  });
  // 16 ms is the least that browsers tell.
  observer.observe({ type: "event", durationThreshold: 16, buffered: true } as PerformanceObserverInit);
}

/**
 * The scripted run of the benchmark, by a person's means: typing in the filter of the task list, 500 rows selected, all
 * that match selected and planned, the wizard's next steps.
 */
export async function measureInteractions(
  portalUrl: string,
  cookie: string,
  taskId: string,
): Promise<Interactions> {
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: launchArguments });
  try {
    const context = await browser.newContext({ baseURL: portalUrl, viewport: { width: 1440, height: 900 } });
    const [name = "", value = ""] = cookie.split(/=(.*)/s);
    await context.addCookies([{ name, value, url: portalUrl }]);
    await context.addInitScript(record);
    const of: Record<string, number> = {};
    const all: number[] = [];
    const page = await context.newPage();
    for (const [what, script] of Object.entries(scripts)) {
      await script(page, taskId);
      const times = await interactionsOf(page);
      all.push(...times);
      of[what] = Math.max(0, ...times);
    }
    return { count: all.length, p95Ms: p95(all), slowestMs: Math.max(0, ...all), of };
  } finally {
    await browser.close();
  }
}

const scripts: Record<string, (page: Page, taskId: string) => Promise<void>> = {
  "typing in the filter of Sync": async (page) => {
    await page.goto("/sync", { waitUntil: "networkidle" });
    await page.getByRole("searchbox").first().pressSequentially("Customer 12", { delay: 60 });
    await page.waitForLoadState("networkidle");
  },
  "selecting 500 rows": async (page) => {
    await page.goto("/sync", { waitUntil: "networkidle" });
    await loadRows(page, 500);
    await page.getByRole("checkbox", { name: "Select all rows shown" }).click();
    await page
      .getByRole("status")
      .filter({ hasText: /selected/ })
      .first()
      .waitFor();
    await page
      .getByRole("checkbox", { name: /^Select T-/ })
      .first()
      .click();
  },
  "selecting all that match, and planning them": async (page) => {
    await page.goto("/sync", { waitUntil: "networkidle" });
    await page.getByRole("checkbox", { name: "Select all rows shown" }).click();
    await page.getByRole("button", { name: /that match$/ }).click();
    await page.getByRole("button", { name: "Plan and review" }).click();
  },
  "the wizard's next step": async (page, taskId) => {
    await page.goto(`/sync/wizard/${taskId}?step=contract`, { waitUntil: "networkidle" });
    await page.getByRole("button", { name: "Continue" }).click();
    await page.waitForLoadState("networkidle");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.waitForLoadState("networkidle");
  },
  "typing in the filter of the Customer Map": async (page) => {
    await page.goto("/customer-map", { waitUntil: "networkidle" });
    await page.getByRole("searchbox").first().pressSequentially("customer 77", { delay: 60 });
    await page.waitForLoadState("networkidle");
  },
};

async function loadRows(page: Page, rows: number): Promise<void> {
  const ticks = page.getByRole("checkbox", { name: /^Select T-/ });
  for (let known = await ticks.count(); known < rows; known = await ticks.count()) {
    await page.mouse.wheel(0, 100_000);
    await ticks.nth(known).waitFor();
  }
}

async function interactionsOf(page: Page): Promise<number[]> {
  // The last picture must have been painted before the browser tells of it.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100))));
  const told = await page.evaluate(() => (window as unknown as { interactions: Timed[] }).interactions);
  const longest = new Map<number, number>();
  for (const { id, ms } of told) longest.set(id, Math.max(ms, longest.get(id) ?? 0));
  return [...longest.values()];
}
