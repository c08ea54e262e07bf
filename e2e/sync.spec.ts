import { expectAccessible } from "./support/accessible";
import { expect, test } from "./support/story";

const many = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    name: `Customer ${String(index).padStart(3, "0")}`,
    held: 5,
    heldAtVendor: 7,
  }));

test("Check Changes makes tasks of what the vendor did, and says what it found", async ({
  page,
  context,
  tell,
}) => {
  const story = await tell({
    customers: [
      { name: "Calder", held: 10 },
      { name: "Dunmore", held: 4 },
    ],
  });
  await story.order("Calder", 12);
  await story.order("Dunmore", 0, { type: "cancellation" });
  await story.signIn(context);
  await page.goto("/sync");
  await expect(page.getByText("2 changes received since the last check.")).toBeVisible();
  await page.getByRole("button", { name: "Check Changes" }).click();
  await expect(page.getByRole("main").getByText(/Looked at 2 changes since/)).toBeVisible();
  const calder = page.getByRole("row", { name: /Calder/ });
  await expect(calder).toContainText("10 to 12 seats from");
  await expect(calder).toContainText("+18.80 GBP");
  await expect(page.getByRole("row", { name: /Dunmore/ })).toContainText("-37.60 GBP");
  await expect(page.getByText("2 tasks wait: -18.80 GBP per month.")).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("button", { name: "Check Changes" }).click();
  await expect(
    page.getByRole("main").getByText(/No changes since .*2 tasks are still waiting\./),
  ).toBeVisible();
  expect(await story.world.writes()).toEqual([]);
});

test("a filter stands in the address, survives a reload and leaves by one button", async ({
  page,
  context,
  tell,
}) => {
  const story = await tell({
    customers: [
      { name: "Calder", held: 10 },
      { name: "Dunmore", held: 4 },
    ],
  });
  await story.order("Calder", 12);
  await story.order("Dunmore", 6);
  await story.check();
  await story.signIn(context);
  await page.goto("/sync");
  const row = (name: RegExp) => page.getByRole("row", { name });
  await expect(row(/Dunmore/)).toBeVisible();
  await page.getByRole("searchbox").fill("calder");
  await expect(row(/Dunmore/)).toBeHidden();
  await expect(page).toHaveURL(/search=calder/);
  await page.reload();
  await expect(row(/Calder/)).toBeVisible();
  await expect(row(/Dunmore/)).toBeHidden();
  await page.getByRole("searchbox").fill("nobody");
  await expect(page.getByText("Nothing matches “nobody”.")).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(row(/Dunmore/)).toBeVisible();
  await page.getByRole("button", { name: "By customer" }).click();
  await expect(page.getByRole("columnheader", { name: "Calder", exact: true })).toBeVisible();
});

test("all that match are selected over two pages and come into one plan", async ({ page, context, tell }) => {
  test.slow();
  const story = await tell({ customers: many(70), isTakenOver: false });
  await story.check();
  await story.signIn(context);
  await page.goto("/sync");
  // The first page of rows ends near the screen's end, so that the second comes of itself.
  await expect(page.getByRole("checkbox", { name: /^Select T-/ })).toHaveCount(62);
  await page.getByRole("checkbox", { name: "Select all rows shown" }).check();
  const bar = page.getByRole("region", { name: "Selected rows" });
  await expect(bar).toContainText("62 selected");
  await bar.getByRole("button", { name: "Select all 70 that match" }).click();
  await expect(bar).toContainText("All 70 that match are selected");
  await bar.getByRole("button", { name: "Plan and review" }).click();
  await expect(page).toHaveURL(/\/sync\/plans\//);
  await expect(page.getByRole("main")).toContainText("70 changes, +1,316.00 GBP per month");
  expect(await story.world.writes()).toEqual([]);
});

test("tasks are put aside with a reason and taken up again, by keyboard alone", async ({
  page,
  context,
  tell,
}) => {
  const story = await tell({
    customers: [
      { name: "Calder", held: 10 },
      { name: "Dunmore", held: 4 },
    ],
  });
  await story.order("Calder", 12);
  await story.order("Dunmore", 6);
  await story.check();
  await story.signIn(context);
  await page.goto("/sync?sort=customer");
  // Rows are seen a moment before they listen to keys.
  await expect(async () => {
    await page.keyboard.press("j");
    await expect(page.getByRole("row", { name: /Calder/ })).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.press("x");
  await expect(page.getByRole("region", { name: "Selected rows" })).toContainText("1 selected");
  await page.keyboard.press("i");
  const dialog = page.getByRole("dialog", { name: /Ignore T-\d+ of Calder/ });
  await expect(dialog).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("radio", { name: /Billed elsewhere/ }).check();
  await dialog.getByRole("textbox", { name: "Note (optional)" }).fill("on the old contract");
  await dialog.getByRole("button", { name: "Ignore" }).press("Enter");
  await expect(page.getByRole("row", { name: /Calder/ })).toBeHidden();

  // The dialog that closes gives the focus back a moment later, and may take it from the link.
  await expect(async () => {
    await page.getByRole("link", { name: /^Ignored/ }).press("Enter");
    await expect(page).toHaveURL(/\/sync\/ignored/, { timeout: 3_000 });
  }).toPass();
  await expect(page.getByRole("row", { name: /Calder/ })).toContainText(
    "billed elsewhere: on the old contract",
  );
  await page.keyboard.press("j");
  await page.keyboard.press("u");
  await expect(page.getByText("Nothing is ignored.")).toBeVisible();
  await page.getByRole("link", { name: /^Waiting/ }).press("Enter");
  await expect(page.getByRole("row", { name: /Calder/ })).toContainText("Ready");
});

test("what the PSA refused says why, and is tried again", async ({ page, context, tell }) => {
  const story = await tell({ customers: [{ name: "Calder", held: 10 }] });
  await story.order("Calder", 12);
  await story.check();
  await story.world.addFault({
    kind: "500",
    text: "String value exceeds maximum length",
    method: "POST",
    path: "*Adjustments",
  });
  await story.applyAllWaiting();
  await story.signIn(context);
  await page.goto("/sync");
  await expect(page.getByText("Nothing waits; 1 task needs you.")).toBeVisible();
  await page.getByRole("link", { name: /^Failed/ }).click();
  const row = page.getByRole("row", { name: /Calder/ });
  await expect(row).toContainText("Failed");
  await row.getByRole("checkbox").check();
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(page.getByText("Nothing failed.")).toBeVisible();
  await page.getByRole("link", { name: /^Waiting/ }).click();
  await expect(page.getByRole("row", { name: /Calder/ })).toContainText("Ready");
  expect(await story.units("Calder")).toBe(10);
});

test("a viewer sees all of it and changes nothing", async ({ page, context, tell }) => {
  const story = await tell({ customers: [{ name: "Calder", held: 10 }] });
  await story.order("Calder", 12);
  await story.check();
  await story.signIn(context, "viewer");
  await page.goto("/sync");
  await page.getByRole("checkbox", { name: /Select T-\d+, Calder/ }).check();
  const plan = page.getByRole("button", { name: /Plan and review/ });
  await expect(plan).toHaveAttribute("aria-disabled", "true");
  await expect(page.getByRole("button", { name: /Check Changes/ })).toHaveAttribute("aria-disabled", "true");
  await expect(plan).toHaveAccessibleName(/Ask an admin/);
});

test("an empty list says whether anything is left to do", async ({ page, context, tell }) => {
  const story = await tell({ customers: [{ name: "Calder", held: 10 }] });
  await story.signIn(context);
  await page.goto("/sync");
  await expect(page.getByText(/Everything the vendor did until .* is in Autotask\./).first()).toBeVisible();
  await page.goto("/sync/scheduled");
  await expect(page.getByText("Nothing is waiting for a date.")).toBeVisible();
  await expectAccessible(page);
});
