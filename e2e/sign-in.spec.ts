import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";

test("Ada signs in by the form and finds herself at her company's Overview", async ({ page }) => {
  await page.goto("/");
  await expect(page).toHaveURL(/\/sign-in/);
  await page.getByLabel("E-mail").fill("ada@brightwater.example");
  await page.getByLabel("Password").fill("counterpart-demo");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
  await expect(page.getByRole("complementary").getByText("Ada Merrick")).toBeVisible();
});

test("a wrong password is refused in plain words, and nobody is signed in", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill("vic@brightwater.example");
  await page.getByLabel("Password").fill("not-the-password");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.locator("#problem")).toBeVisible();
  await page.goto("/");
  await expect(page).toHaveURL(/\/sign-in/);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`the sign-in page has no accessibility fault in the ${colorScheme} theme`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto("/sign-in");
    await expect(page.getByRole("heading", { name: "Sign in to Counterpart" })).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations).toEqual([]);
  });
}
