import { demoPassword } from "@/db/seed/plant-people";
import { expectAccessible } from "./support/accessible";
import { expect, test } from "./support/story";

const lone = { customers: [{ name: "Calder", held: 1 }], isConnected: false };

test("theme, rows and keys are kept by the browser", async ({ page, context, tell }) => {
  const story = await tell(lone);
  await story.signIn(context);
  await page.goto("/settings");
  await expect(page.getByText(story.email("admin"))).toBeVisible();
  await page.getByRole("radio", { name: "Dark" }).check();
  await page.getByRole("radio", { name: "Compact" }).check();
  const html = page.locator("html");
  await expect(html).toHaveAttribute("data-theme", "dark");
  await page.getByRole("switch", { name: /Keyboard shortcuts/ }).click();
  await page.reload();
  await expect(html).toHaveAttribute("data-theme", "dark");
  await expect(html).toHaveAttribute("data-density", "compact");
  await expect(page.getByRole("radio", { name: "Dark" })).toBeChecked();
  await expect(page.getByRole("switch", { name: "Keyboard shortcuts: off" })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("g");
  await page.keyboard.press("p");
  await expect(page).toHaveURL(/\/settings$/);

  await page.getByRole("switch", { name: /Keyboard shortcuts/ }).click();
  await page.getByRole("radio", { name: "As the system" }).check();
  await expect(html).not.toHaveAttribute("data-theme", /./);
  // The frame hears of it from the server.
  await page.getByRole("heading", { name: "Settings" }).click();
  await expect(async () => {
    await page.keyboard.press("g");
    await page.keyboard.press("p");
    await expect(page).toHaveURL(/\/products$/, { timeout: 1_000 });
  }).toPass();
});

test("a session ended elsewhere meets the sign-in and goes on with its unsaved edits", async ({
  page,
  context,
  browser,
  tell,
}) => {
  const story = await tell({
    customers: [{ name: "Calder", held: 1 }],
    products: [{ name: "Guard", price: "3.50", cost: "1.90", isMapped: false }],
    isTakenOver: false,
  });
  await story.signIn(context);
  await page.goto("/products?unmapped=true");
  await page.getByRole("button", { name: /^Choose a service for Guard/ }).click();
  await page.getByRole("combobox", { name: /^service for Guard/ }).fill("Guard");
  await page.getByRole("option", { name: "Guard" }).click();
  const unsaved = page.getByRole("region", { name: "Unsaved changes" });
  await expect(unsaved).toContainText("1 change not saved");

  // On another browser the person ends every session but that one.
  const elsewhere = await browser.newContext();
  await story.signIn(elsewhere);
  const other = await elsewhere.newPage();
  await other.goto("/settings");
  await expect(other.getByText("this one")).toBeVisible();
  const endOne = other.getByRole("button", { name: /^Sign out .+ on / });
  await endOne.first().click();
  await expect(other.getByText("Signed out there.")).toBeVisible();
  await expect(endOne).toHaveCount(0);
  await elsewhere.close();

  await unsaved.getByRole("button", { name: "Save Changes" }).click();
  const dialog = page.getByRole("dialog", { name: "You were signed out" });
  await expect(dialog.getByLabel("E-mail")).toHaveValue(story.email("admin"));
  await dialog.getByLabel("Password").fill("not the password");
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await expect(dialog).toContainText("E-mail or password is not right.");
  await dialog.getByLabel("Password").fill(demoPassword);
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("1 product saved.")).toBeVisible();
  await expect(unsaved).toHaveCount(0);
  const path = `/api/v1/mappings/products?connectionId=${story.connectionId}`;
  expect(await story.admin.get(path)).toMatchObject({
    items: [{ state: "mapped", psaItemId: story.itemId(0) }],
  });
});
