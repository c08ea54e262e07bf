import { expectAccessible } from "./support/accessible";
import { expect, test } from "./support/story";

test("automatic mode goes from ingest to the PSA with nobody touching it", async ({
  page,
  context,
  tell,
}) => {
  test.slow();
  const story = await tell({
    customers: [
      { name: "Calder", held: 10 },
      { name: "Dunmore", held: 4 },
    ],
  });
  await story.signIn(context);
  await page.goto(`/integrations/${story.connectionId}/setup#automation`);
  const interval = page.getByRole("group", { name: "Check Changes by itself" });
  await expect(interval.getByRole("radio", { name: /^Off/ })).toBeChecked();
  await interval.getByRole("radio", { name: /^Every 5 minutes/ }).check();
  await expect(page.getByText("What goes with it?")).toBeVisible();
  await expect(page.getByRole("button", { name: /Save Changes/ })).toHaveAttribute("aria-disabled", "true");
  await expectAccessible(page);
  await page
    .getByRole("group", { name: "What goes with it" })
    .getByRole("radio", { name: /^Guarded/ })
    .check();
  await page.getByRole("button", { name: /Save Changes/ }).click();
  await expect(page.getByText(/Settings saved/)).toBeVisible();

  await story.order("Calder", 12);
  await story.order("Dunmore", 30);
  // 60 seconds to become a task, and what the PSA needs.
  await expect.poll(() => story.units("Calder"), { timeout: 120_000, intervals: [2_000] }).toBe(12);
  expect(await story.units("Dunmore")).toBe(4);

  await page.goto("/sync");
  await expect(
    page.getByText(/Checked by itself every 5 minutes; small, usual changes go alone\./),
  ).toBeVisible();
  await expect(page.getByRole("row", { name: /Dunmore/ })).toContainText(
    "Waits for a person: 4 to 30 is a change of more than 50 % and more than 10 units.",
  );
  await page.getByRole("link", { name: /^Applied/ }).click();
  await expect(page.getByRole("row", { name: /Calder/ }).first()).toContainText("10 to 12 seats from");
  expect(await story.world.writes()).toHaveLength(1);
});

test("a decrease that is held stands under Scheduled and goes by Send now", async ({
  page,
  context,
  tell,
}) => {
  const story = await tell({ customers: [{ name: "Calder", held: 10 }] });
  await story.signIn(context);
  await page.goto(`/integrations/${story.connectionId}/setup#automation`);
  await page.getByRole("radio", { name: /^Held until shortly before the period/ }).check();
  await page.getByRole("button", { name: /Save Changes/ }).click();
  await expect(page.getByText(/Settings saved/)).toBeVisible();
  await story.order("Calder", 8);
  await story.check();
  await story.applyAllWaiting();
  expect(await story.world.writes()).toEqual([]);

  await page.goto("/sync/scheduled");
  const row = page.getByRole("row", { name: /Calder/ });
  await expect(row).toContainText(/Goes to Autotask on .*, effective /);
  await expectAccessible(page);
  await row.getByRole("checkbox").check();
  await page.getByRole("button", { name: "Send now" }).click();
  await expect(page.getByText("1 task goes out now.")).toBeVisible();
  await expect(page.getByText("Nothing is waiting for a date.")).toBeVisible();
  await expect.poll(async () => (await story.world.writes()).length, { timeout: 30_000 }).toBe(1);
  expect(await story.units("Calder")).toBe(10);
});
