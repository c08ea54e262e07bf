import { expectAccessible } from "./support/accessible";
import { expect, test } from "./support/story";

test("a write stands in the log with both sides of its line, and its undo is planned from there", async ({
  page,
  context,
  tell,
}) => {
  test.slow();
  const story = await tell({ customers: [{ name: "Calder", held: 10 }] });
  await story.order("Calder", 12);
  await story.check();
  await story.applyAllWaiting();
  await story.signIn(context);
  await page.goto("/sync/log");
  await expect(page.getByText(/in the last 7 days, each read back from the PSA/)).toBeVisible();
  const row = page.getByRole("row", { name: /Calder.*Quantity.*10 to 12.*Confirmed/ });
  await expect(row).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Refused", exact: true }).click();
  await expect(page.getByText("Nothing in the log matches.")).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).click();

  await row.getByRole("button").click();
  const drawer = page.getByRole("dialog");
  await expect(drawer.getByRole("row", { name: /Vendor 12/ })).toBeVisible();
  await expect(drawer.getByRole("row", { name: /Last written 12/ })).toBeVisible();
  await expect(drawer.getByRole("row", { name: /Autotask 12/ })).toBeVisible();
  await expect(drawer).toContainText("sent once");
  await expect(drawer.getByRole("link", { name: "What the PSA received" })).toHaveAttribute(
    "href",
    /\/sandbox\/requests\?operation=/,
  );
  await expectAccessible(page);
  expect(await story.units("Calder")).toBe(12);
  expect(await story.world.adjustments()).toHaveLength(1);

  await drawer.getByRole("button", { name: "Undo" }).click();
  await expect(page).toHaveURL(/\/sync\/plans\//);
  await expect(page.getByRole("heading", { name: "Undo plan" })).toBeVisible();
  // A plan writes nothing.
  expect(await story.world.adjustments()).toHaveLength(1);
});

test("a write that nobody could prove is decided by a person", async ({ page, context, tell }) => {
  test.slow();
  const story = await tell({ customers: [{ name: "Calder", held: 10 }] });
  await story.order("Calder", 12);
  await story.check();
  const { tasks } = await story.admin.get<{ tasks: { id: string }[] }>("/api/v1/sync-tasks?states=ready");
  const { plan } = await story.admin.post<{ plan: { id: string; hash: string } }>("/api/v1/plans", {
    taskIds: tasks.map(({ id }) => id),
  });
  // While the answer is on its way a technician changes the same line.
  const held = await story.world.holdAdjustment();
  await story.admin.post(`/api/v1/plans/${plan.id}/approve`, { hash: plan.hash });
  await expect.poll(() => held.isWaiting(), { timeout: 20_000 }).toBe(true);
  const [line] = await story.world.lines(story.contractId("Calder"));
  const later = { contractServiceID: line?.id, effectiveDate: story.days.contractStart, units: 15 };
  await story.world.act({ act: "adjust", ...later });
  await held.letGo();
  await expect
    .poll(async () => (await story.admin.get<{ inReview: number }>("/api/v1/operations/summary")).inReview, {
      timeout: 20_000,
    })
    .toBe(1);

  await story.signIn(context);
  await page.goto("/sync/log?states=needs_review");
  await expect(page.getByText("1 write needs you: its outcome could not be proved.")).toBeVisible();
  await page
    .getByRole("row", { name: /Calder.*Needs a look/ })
    .getByRole("button")
    .click();
  const drawer = page.getByRole("dialog");
  await expect(drawer.getByRole("alert")).toBeVisible();
  await expectAccessible(page);
  await drawer.getByRole("button", { name: "It happened" }).click();
  await expect(drawer).toContainText("Confirmed");
  await drawer.getByRole("button", { name: "Close" }).click();
  await expect(page.getByText("Nothing in the log matches.")).toBeVisible();
  // Decided, not sent again: both changes stand.
  expect(await story.units("Calder")).toBe(17);
  expect(await story.world.adjustments()).toHaveLength(1);
});
