import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible";
import { expect, test } from "./support/story";

/** Keys reach the page once it has come to life, and the field once the palette has been loaded. */
async function openPalette(page: Page): Promise<void> {
  const field = page.getByRole("dialog", { name: "Find anything" }).getByRole("combobox");
  await expect(async () => {
    await page.keyboard.press("Control+k");
    await expect(field).toBeFocused();
  }).toPass();
}

test("everything is found and opened by keyboard alone", async ({ page, context, tell }) => {
  const story = await tell({
    customers: [
      { name: "Quail & Sons", held: 10 },
      { name: "Otter Ltd", held: 5 },
    ],
  });
  await story.order("Otter Ltd", 7);
  await story.check();
  const { tasks } = await story.admin.get<{ tasks: { id: string; number: number }[] }>(
    "/api/v1/sync-tasks?states=ready&limit=1",
  );
  const [task] = tasks;
  await story.signIn(context);
  await page.goto("/overview");
  await expect(page.getByRole("heading", { name: "Needs you" })).toBeVisible();

  const palette = page.getByRole("dialog", { name: "Find anything" });
  const current = palette.getByRole("option", { selected: true });
  await openPalette(page);
  await expect(current).toHaveText(/Overview/);
  await expectAccessible(page);

  await page.keyboard.type("quail");
  await expect(palette.getByRole("group", { name: "Customers" }).getByRole("option")).toHaveText([
    /Quail & Sons/,
  ]);
  await expect(palette.getByRole("status")).toHaveText(/^1 result\./);
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/customer-map\?search=Quail/);
  await expect(palette).toHaveCount(0);

  await openPalette(page);
  await page.keyboard.type(`T-${String(task?.number).padStart(6, "0")}`);
  await expect(current).toContainText("Otter Ltd");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/sync/wizard/${task?.id}`));

  await openPalette(page);
  await page.keyboard.type("produ");
  await expect(current).toHaveText(/Products/);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/products$/);

  await openPalette(page);
  await page.keyboard.type("no such thing");
  await expect(palette.getByRole("status")).toContainText("Nothing is called “no such thing”");
  await page.keyboard.press("Escape");
  await expect(palette).toHaveCount(0);
});

test("Check Changes is run from the palette and says what it found", async ({ page, context, tell }) => {
  const story = await tell({ customers: [{ name: "Otter Ltd", held: 5 }] });
  await story.order("Otter Ltd", 7);
  await story.signIn(context);
  await page.goto("/overview");
  await openPalette(page);
  await page.keyboard.type("check");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/Looked at 1 change .*1 task made/)).toBeVisible();
  expect(await story.world.writes()).toEqual([]);

  await openPalette(page);
  await page.keyboard.type("dark theme");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");

  await story.signIn(context, "viewer");
  await page.goto("/overview");
  await openPalette(page);
  await page.keyboard.type("check");
  const check = page.getByRole("option", { name: /Check Changes/ });
  await expect(check).toBeDisabled();
  await expect(check).toContainText("Ask an admin");
});

test("keys go to pages, are listed, and rest when they are switched off", async ({ page, context, tell }) => {
  const story = await tell({ customers: [{ name: "Otter Ltd", held: 5 }] });
  await story.signIn(context);
  await page.goto("/overview");
  await expect(page.getByRole("heading", { name: "Needs you" })).toBeVisible();
  await openPalette(page);
  await page.keyboard.press("Escape");
  await page.keyboard.press("g");
  await page.keyboard.press("s");
  await expect(page).toHaveURL(/\/sync$/);
  await page.keyboard.press("g");
  await page.keyboard.press("c");
  await expect(page).toHaveURL(/\/customer-map$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Customer Map");
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keys on this page" });
  await expect(help.getByRole("row", { name: "g then s Go to Sync" })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(help).toHaveCount(0);

  await context.addCookies([{ name: "keys", value: "off", url: story.portalUrl }]);
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Customer Map");
  // It opens all the same, so the page listens: only the single keys rest.
  await openPalette(page);
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await page.keyboard.press("g");
  await page.keyboard.press("s");
  await openPalette(page);
  await expect(page).toHaveURL(/\/customer-map$/);
  await expect(help).toHaveCount(0);
});
