import type { Browser, Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible";
import { expect, type Story, test } from "./support/story";
import { openWizard } from "./support/wizard";

/** What every screen shows when things do not go as planned (the other states are seen by the stories of their screens). */

const unsaved = (page: Page) => page.getByRole("region", { name: "Unsaved changes" });
const row = (page: Page, customer: string) =>
  page.getByRole("row").filter({ has: page.getByRole("button", { name: customer, exact: true }) });

/** A page whose console nobody watches: the browser notes there each request that failed, as the story wants it to. */
async function unwatched(browser: Browser, story: Story): Promise<Page> {
  const context = await browser.newContext();
  await story.signIn(context);
  return context.newPage();
}

/** Holds the page's questions to a path until they are let go. */
async function hold(page: Page, path: string): Promise<{ letGo(): void }> {
  let letGo = () => {};
  const free = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route(path, async (route) => {
    await free;
    await route.continue();
  });
  return { letGo };
}

/** Answers the page's questions to a path as a portal that has failed inside. */
async function failInside(page: Page, path: string): Promise<void> {
  await page.route(path, (route) =>
    route.fulfill({
      status: 500,
      contentType: "application/problem+json",
      json: {
        type: "about:blank",
        title: "Internal error",
        status: 500,
        code: "internal",
        detail: "The portal failed inside. Nothing was changed.",
        requestId: "0192-story",
      },
    }),
  );
}

test("a list that is being read keeps the shape of its table", async ({ page, context, tell }) => {
  const story = await tell({ customers: [{ name: "Calder", held: 10 }], isTakenOver: false });
  await story.signIn(context);
  const held = await hold(page, "**/catalog-items?**");
  await page.goto("/products");
  await page.getByRole("link", { name: "Services of Autotask" }).click();
  const table = page.getByRole("table", { name: "services of Autotask" });
  await expect(table.getByText("Loading")).toBeAttached();
  const header = table.getByRole("columnheader", { name: "Price" });
  const before = await header.boundingBox();
  await expectAccessible(page);
  held.letGo();
  await expect(table.getByRole("row", { name: /Story Suite/ })).toBeVisible();
  await expect(table.getByText("Loading")).toHaveCount(0);
  expect((await header.boundingBox())?.y).toBe(before?.y);
});

test("offline nothing is lost: saving fails in words and goes through afterwards", async ({
  browser,
  tell,
}) => {
  const story = await tell({
    customers: [{ name: "Calder", held: 10, isMapped: false }],
    isTakenOver: false,
  });
  const page = await unwatched(browser, story);
  await page.goto("/customer-map");
  await page.getByRole("button", { name: "Company of Calder:" }).click();
  await page.getByRole("combobox", { name: "Company of Calder" }).fill("Calder");
  await page.getByRole("option", { name: /Calder/ }).click();

  await page.context().setOffline(true);
  await expect(page.getByRole("status").filter({ hasText: "You are offline" })).toBeVisible();
  await unsaved(page).getByRole("button", { name: "Save Changes" }).click();
  await expect(row(page, "Calder")).toContainText("The portal does not answer. Your edits are kept here");
  await expect(unsaved(page)).toContainText("1 change not saved");
  await expect(page.getByText("0 changes saved, 1 not.")).toHaveCount(0);
  await expectAccessible(page);

  await page.context().setOffline(false);
  await expect(page.getByText("You are offline")).toHaveCount(0);
  // The pop-ups had not been loaded before: they wait for the connection and do not take the page with them.
  await expect(page.getByText("0 changes saved, 1 not.")).toBeVisible();
  await unsaved(page).getByRole("button", { name: "Save Changes" }).click();
  await expect(unsaved(page)).toHaveCount(0);
  await expect(row(page, "Calder")).toContainText("Mapped");
  const { items } = await story.admin.get<{ items: { psaCompanyId: string }[] }>(
    "/api/v1/mappings/customers?states=mapped",
  );
  expect(items.map(({ psaCompanyId }) => psaCompanyId)).toEqual([story.companyId("Calder")]);
  await page.context().close();
});

test("a PSA that is silent is said with its times, and the list read last goes on serving", async ({
  page,
  context,
  tell,
}) => {
  test.slow();
  const story = await tell({ customers: [{ name: "Calder", held: 10 }], isTakenOver: false });
  await story.world.addFault({ kind: "502-html", path: "*", count: null });
  await story.admin.post(`/api/v1/connections/${story.connectionId}/readiness`, {});
  await story.signIn(context);
  await page.goto("/customer-map");
  const bar = page.getByRole("status").filter({ hasText: "does not answer" });
  await expect(bar).toContainText(
    /Companies as of .*\d\d:\d\d; Autotask does not answer since .*\d\d:\d\d\./,
  );
  await expect(row(page, "Calder")).toContainText(story.companyId("Calder"));
  await expectAccessible(page);
  await story.world.clearFaults();
  await story.admin.post(`/api/v1/connections/${story.connectionId}/readiness`, {});
  await page.reload();
  await expect(page.getByRole("heading", { name: "Customer Map" })).toBeVisible();
  await expect(bar).toHaveCount(0);
});

test("where contracts of one customer cannot be read, the others' are there and a bar says whose are not", async ({
  browser,
  tell,
}) => {
  const story = await tell({
    customers: [
      { name: "Calder", held: 10, isLinked: false },
      { name: "Dover", held: 4, isLinked: false },
    ],
    isTakenOver: false,
  });
  const page = await unwatched(browser, story);
  const ofDover = `**/contracts?psaCompanyId=${story.companyId("Dover")}&**`;
  await failInside(page, ofDover);
  await page.goto("/customer-map");
  await page.getByRole("checkbox", { name: "Select all rows shown" }).check();
  const selected = page.getByRole("region", { name: "Selected rows" });
  await selected.getByRole("button", { name: "Get Contracts" }).click();
  const bar = page.getByRole("status").filter({ hasText: "could not be read" });
  await expect(bar).toContainText(/Contracts of 1 customer could not be read at .*\d\d:\d\d\./);
  await expect(bar).toContainText("Dover: The portal failed inside.");
  await expect(row(page, "Calder")).toContainText("Contract Calder");
  await expectAccessible(page);

  await page.unroute(ofDover);
  await bar.getByRole("button", { name: "Try again" }).click();
  await expect(row(page, "Dover")).toContainText("Contract Dover");
  await expect(bar).toHaveCount(0);
  await expect(unsaved(page)).toContainText("2 changes not saved");
  await unsaved(page).getByRole("button", { name: "Save Changes" }).click();
  await expect(unsaved(page)).toHaveCount(0);
  expect(await story.world.writes()).toEqual([]);
  await page.context().close();
});

test("a screen that fails says its reference inside the frame, and recovers by its own button", async ({
  browser,
  tell,
}) => {
  const story = await tell({ customers: [{ name: "Calder", held: 10 }] });
  const page = await unwatched(browser, story);
  await page.goto("/sync?tab=applied");
  await expect(page.getByRole("row", { name: /Calder/ })).toBeVisible();
  await failInside(page, "**/api/v1/sync-tasks?**");
  await page.getByRole("searchbox").fill("Calder");
  const problem = page
    .getByRole("alert")
    .filter({ hasText: "The portal failed inside. Nothing was changed." });
  await expect(problem).toContainText("Reference 0192-story");
  await expect(page.getByRole("navigation").getByRole("link", { name: "Overview" })).toBeVisible();
  await expectAccessible(page);
  // What could not be read is not said to be empty.
  await expect(page.getByText(/Nothing matches/)).toHaveCount(0);
  await page.unroute("**/api/v1/sync-tasks?**");
  await problem.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("row", { name: /Calder/ })).toBeVisible();
  await expect(problem).toHaveCount(0);
  await page.context().close();
});

test("an empty filter, and a map with nothing left to do", async ({ page, context, tell }) => {
  const story = await tell({ customers: [{ name: "Calder", held: 10 }] });
  await story.signIn(context);
  await page.goto("/customer-map?search=acm");
  await expect(page.getByText("Nothing matches 'acm'.")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Clear filter" }).click();
  await expect(row(page, "Calder")).toBeVisible();
  await page.getByRole("button", { name: "Only unmapped" }).click();
  await expect(page.getByText("Nothing left to map. Coverage 100 %.")).toBeVisible();
  await expectAccessible(page);
});

test("a viewer walks through a task and is told whom to ask where it would be planned", async ({
  page,
  context,
  tell,
}) => {
  const story = await tell({ customers: [{ name: "Calder", held: 10 }] });
  await story.order("Calder", 12);
  await story.check();
  await story.signIn(context, "viewer");
  await openWizard(page, story, "Calder");
  await expect(page.getByRole("status").filter({ hasText: "Ask an admin" })).toBeVisible();
  await expect(page.getByRole("alert").filter({ hasText: /./ })).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Continue/ })).toHaveAccessibleName(/Ask an admin/);
  await expectAccessible(page);
  expect(await story.world.writes()).toEqual([]);
});
