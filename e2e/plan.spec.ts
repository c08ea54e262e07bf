import { expectAccessible } from "./support/accessible";
import { expect, test } from "./support/story";
import { button } from "./support/wizard";

type Plan = { id: string; hash: string; state: string; lines: { state: string }[] };

test("a plan of several customers is approved by its page, written before the eyes and taken back", async ({
  page,
  context,
  tell,
}) => {
  test.slow();
  const story = await tell({
    customers: [
      { name: "Calder", held: 10 },
      { name: "Dover", held: 4 },
      { name: "Esk", held: 8 },
    ],
  });
  await story.order("Calder", 12);
  await story.order("Dover", 5);
  await story.order("Esk", 6);
  await story.check();
  const { tasks } = await story.admin.get<{ tasks: { id: string }[] }>(
    "/api/v1/sync-tasks?states=ready&limit=50",
  );
  const { plan } = await story.admin.post<{ plan: Plan }>("/api/v1/plans", {
    taskIds: tasks.map((task) => task.id),
  });
  await story.signIn(context);
  await page.goto(`/sync/plans/${plan.id}`);
  // 3 x 9.40 for 15 of 31 days more; 2 x 9.40 less from April on.
  await expect(
    page.getByText(/^3 changes, \+9.40 GBP per month, \+13.65 GBP this period/).first(),
  ).toBeVisible();
  const customers = page
    .getByRole("list", { name: "Customers of this plan" })
    .getByRole("heading", { level: 2 });
  await expect(customers).toHaveCount(3);
  await expect(customers.filter({ hasText: "Dover" })).toBeVisible();
  const row = page.getByRole("table", { name: "Lines of 'Contract Calder' of Calder" }).getByRole("row", {
    name: /Story Suite/,
  });
  await expect(row).toContainText("+9.10 GBP");
  await row.getByRole("button", { name: /^Story Suite/ }).click();
  await expect(
    page.getByText("Can be taken back by an opposite change.", { exact: false }).first(),
  ).toBeVisible();
  await expectAccessible(page);
  expect(await story.world.adjustments()).toHaveLength(0);

  await button(page, "Approve").click();
  await expect(page.getByText("Finished", { exact: true }).first()).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText("1 applied")).toHaveCount(3);
  expect(await story.world.adjustments()).toHaveLength(3);
  expect(await Promise.all(["Calder", "Dover", "Esk"].map((name) => story.units(name)))).toEqual([12, 5, 8]);
  expect(await story.units("Esk", "2026-04-01")).toBe(6);
  await expectAccessible(page);

  const csv = await context.request.get(`${story.portalUrl}/api/v1/plans/${plan.id}/export?format=csv`);
  const lines = (await csv.text()).trim().split("\r\n").slice(1);
  expect(lines.map((line) => line.split(",")[0]).sort()).toEqual(["Calder", "Dover", "Esk"]);

  await button(page, "Undo").click();
  await expect(page.getByRole("heading", { name: "Undo plan" })).toBeVisible();
  await expect(page.getByText(/^3 changes, -9.40 GBP per month/).first()).toBeVisible();
  await expectAccessible(page);
  await button(page, "Approve undo").click();
  await expect(page.getByText("Finished", { exact: true }).first()).toBeVisible({ timeout: 60_000 });
  const back = await Promise.all(["Calder", "Dover", "Esk"].map((name) => story.units(name, "2026-04-05")));
  expect(back).toEqual([10, 4, 8]);
});

test("a viewer sees a plan and may not approve it", async ({ page, context, tell }) => {
  const story = await tell({ customers: [{ name: "Fal", held: 10 }] });
  await story.order("Fal", 12);
  await story.check();
  const { tasks } = await story.admin.get<{ tasks: { id: string }[] }>(
    "/api/v1/sync-tasks?states=ready&limit=50",
  );
  const { plan } = await story.admin.post<{ plan: Plan }>("/api/v1/plans", {
    taskIds: tasks.map((task) => task.id),
  });
  await story.signIn(context, "viewer");
  await page.goto(`/sync/plans/${plan.id}`);
  await expect(page.getByRole("button", { name: /^Approve.*Ask an admin/ })).toBeVisible();
  await expect(page.getByText("7.10 GBP")).toHaveCount(0);
  expect(await story.world.adjustments()).toHaveLength(0);
});
