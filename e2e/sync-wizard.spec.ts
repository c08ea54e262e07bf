import { expectAccessible } from "./support/accessible";
import { expect, test } from "./support/story";
import { button, expectWritten, openWizard, proceed, step, syncAll, taskOf } from "./support/wizard";

test("a sale of a customer that nobody has mapped is walked to the PSA and taken back", async ({
  page,
  context,
  tell,
}) => {
  test.slow();
  const story = await tell({
    customers: [
      { name: "Calder", isMapped: false },
      { name: "Lead Ltd", companyType: "Lead" },
    ],
    products: [{ name: "Story Suite", price: "9.40", cost: "7.10", isMapped: false }],
  });
  await story.order("Calder", 12, { type: "sales" });
  await story.check();
  await story.signIn(context);
  await openWizard(page, story, "Calder");

  await expect(step(page, "Customer")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Continue.*Choose a company first/ })).toBeVisible();
  await expectAccessible(page);
  const company = page.getByRole("combobox", { name: "Find the company" });
  await company.fill("Lead");
  await expect(page.getByRole("option", { name: /Lead Ltd/ })).toContainText("has type Lead");
  await company.fill("Calder");
  await page.getByRole("option", { name: /^Calder/ }).click();
  await proceed(page);

  await expect(step(page, "Product")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("combobox", { name: "Find the service" }).fill("Story");
  await page.getByRole("option", { name: /^Story Suite/ }).click();
  await proceed(page);

  await expect(step(page, "Contract")).toBeVisible();
  await expect(page.getByText("chosen because it is the only one that fits")).toBeVisible();
  await expect(page.getByText("The existing lines of this contract are taken into account.")).toBeVisible();
  await expectAccessible(page);
  await proceed(page);

  await expect(step(page, "Lines")).toBeVisible();
  await expect(page.getByText("New sale")).toBeVisible();
  await expect(page.getByRole("row", { name: /Story Suite/ })).toContainText("+54.58 GBP");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Open Story Suite" }).click();
  await expect(page.getByText(/1 day \(17 March\) stays billed: 3.64 GBP/)).toBeVisible();
  await page.getByRole("button", { name: /^Why 12 seats/ }).click();
  await expect(page.getByText(/12 x 9.40 x 15\/31 = 54.58 GBP/).first()).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await proceed(page);

  await expect(step(page, "Confirm")).toBeVisible();
  await expectAccessible(page);
  expect(await story.world.adjustments()).toHaveLength(0);
  await syncAll(page);
  await expectWritten(page);
  await expect(page.getByRole("region", { name: "Now in Autotask" })).toContainText("12");
  await expectAccessible(page);
  expect(await story.units("Calder")).toBe(12);
  expect(await story.world.adjustments()).toHaveLength(1);
  expect((await taskOf(story, "Calder")).state).toBe("applied");

  await button(page, "Undo").click();
  await expect(page.getByRole("heading", { name: "Undo plan" })).toBeVisible();
  await expect(page.getByText("Taken back: 12 to 0 seats from 18 March").first()).toBeVisible();
  await button(page, "Approve undo").click();
  await expect(page.getByText("Finished", { exact: true }).first()).toBeVisible({ timeout: 60_000 });
  expect(await story.units("Calder", "2026-03-18")).toBe(0);
  expect(await story.units("Calder")).toBe(12);
});

test("a decrease counts from the day that a person chooses", async ({ page, context, tell }) => {
  const story = await tell({ customers: [{ name: "Dover", held: 10 }] });
  await story.order("Dover", 6);
  await story.check();
  await story.signIn(context);
  await openWizard(page, story, "Dover");
  const row = page.getByRole("row", { name: /Story Suite/ });
  await expect(row).toContainText("Downgrade");
  await expect(row).toContainText("written from 1 April");
  await page.getByLabel("Effective date for all").fill("2026-03-01");
  await expect(row).not.toContainText("written from 1 April");
  await expect(row).toContainText("-37.60 GBP");
  await page.getByRole("radio", { name: "None" }).check();
  await expect(row).toContainText("-37.60 GBP");
  await page.getByLabel("Effective date for all").fill("2031-03-01");
  await expect(page.getByText(/^Choose a date from /).first()).toBeVisible();
  await page.getByLabel("Effective date for all").fill("2026-03-01");
  await proceed(page);
  await syncAll(page);
  await expectWritten(page);
  expect(await story.units("Dover")).toBe(6);
});

test("what the PSA refuses is said in its own sentence, and can be edited and tried again", async ({
  page,
  context,
  tell,
}) => {
  test.slow();
  const story = await tell({ customers: [{ name: "Esk", held: 10 }] });
  await story.order("Esk", 12);
  await story.check();
  await story.world.addFault({
    kind: "500",
    method: "POST",
    path: "*Adjustments",
    count: 1,
    text: "This service may not be adjusted today.",
  });
  await story.signIn(context);
  await openWizard(page, story, "Esk");
  await proceed(page);
  await syncAll(page);
  await expect(page.getByText("This service may not be adjusted today.").first()).toBeVisible({
    timeout: 60_000,
  });
  await expect(button(page, "Edit and try again")).toBeVisible();
  await expect(page.getByRole("link", { name: "Leave as failed" })).toBeVisible();
  await expectAccessible(page);
  expect(await story.units("Esk")).toBe(10);
  await button(page, "Edit and try again").click();
  await expect(step(page, "Lines")).toBeVisible();
  await proceed(page);
  await syncAll(page);
  await expectWritten(page);
  expect(await story.units("Esk")).toBe(12);
});

test("a PSA that is down while the wizard is open is said, and nothing chosen is lost", async ({
  page,
  context,
  tell,
}) => {
  test.slow();
  const story = await tell({ customers: [{ name: "Fal", held: 10 }] });
  await story.order("Fal", 12);
  await story.check();
  await story.signIn(context);
  await openWizard(page, story, "Fal");
  const row = page.getByRole("row", { name: /Story Suite/ });
  await expect(row).toContainText("Upgrade");
  await page.getByLabel("Effective date for all").fill("2026-03-20");
  await expect(row).toContainText("12 seats from 20 March");
  await story.world.addFault({ kind: "502-html", path: "*", count: null });
  await page.getByRole("button", { name: "Read again" }).click();
  await expect(page.getByText("What you chose is kept.")).toBeVisible({ timeout: 40_000 });
  await expect(page.getByLabel("Effective date for all")).toHaveValue("2026-03-20");
  await expectAccessible(page);
  await story.world.clearFaults();
  await button(page, "Try again").click();
  await expect(page.getByText("What you chose is kept.")).toBeHidden({ timeout: 20_000 });
  await proceed(page);
  await syncAll(page);
  await expectWritten(page);
  expect([await story.units("Fal", "2026-03-19"), await story.units("Fal", "2026-03-20")]).toEqual([10, 12]);
});

test("the whole wizard goes by keyboard alone", async ({ page, context, tell }) => {
  test.slow();
  const story = await tell({ customers: [{ name: "Gannel", held: 10, isLinked: true }] });
  await story.order("Gannel", 12);
  await story.check();
  await story.signIn(context);
  await openWizard(page, story, "Gannel");
  const press = async (name: string) => {
    await expect(button(page, name)).not.toHaveAttribute("aria-disabled", "true");
    await button(page, name).focus();
    await page.keyboard.press("Enter");
  };
  await expect(page.getByRole("row", { name: /Story Suite/ })).toContainText("Upgrade");
  await page.getByRole("radio", { name: "Autotask" }).last().focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("row", { name: /Story Suite/ })).toContainText("written from 1 April");
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByRole("row", { name: /Story Suite/ })).not.toContainText("written from 1 April");
  await press("Continue");
  await expect(step(page, "Confirm")).toBeFocused();
  await press("Back");
  await expect(step(page, "Lines")).toBeFocused();
  await press("Continue");
  await press("Sync All");
  await expectWritten(page);
  expect(await story.units("Gannel")).toBe(12);
});
