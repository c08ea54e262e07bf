import { expectAccessible } from "./support/accessible";
import { expect, test } from "./support/story";

test("what a technician changes behind the portal's back stands in the grid and in the PSA", async ({
  page,
  context,
  tell,
}) => {
  test.slow();
  const story = await tell({ customers: [{ name: "Alder", held: 10 }, { name: "Birch" }] });
  await story.signIn(context, "viewer");
  await page.goto(`/sandbox/world?contract=${story.contractId("Alder")}`);
  const grid = page.getByRole("table", { name: "Units of Contract Alder by billing period" });
  const line = grid.getByRole("row", { name: /Story Suite/ });
  await expect(line).toContainText("10× 9.40");
  await expectAccessible(page);

  await page.getByRole("button", { name: "Act on Story Suite" }).click();
  await page.getByRole("menuitem", { name: "Change quantity or price" }).click();
  const dialog = page.getByRole("dialog", { name: "Change Story Suite" });
  await expect(dialog.getByLabel("From", { exact: true })).toHaveValue(story.days.today);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Change line" }).click();
  await expect(dialog.getByRole("alert")).toContainText("needs a quantity or a price");
  await dialog.getByLabel("Quantity from that day").fill("15");
  await dialog.getByLabel("Price of one unit from that day").fill("8.75");
  await dialog.getByRole("button", { name: "Change line" }).click();
  await expect(line).toContainText("15× 8.75");
  await expect(page.getByText("Story Suite: +5 from")).toBeVisible();
  expect(await story.units("Alder")).toBe(15);

  await page.getByRole("button", { name: "Rename" }).click();
  await page.getByLabel("New name").fill("Alder and Daughters");
  await page.getByRole("dialog").getByRole("button", { name: "Rename" }).click();
  await expect(page.getByRole("heading", { name: "Alder and Daughters" })).toBeVisible();
  await page.getByRole("searchbox", { name: "Search companies" }).fill("birch");
  await expect(page.getByRole("button", { name: /Alder and Daughters/ })).toBeHidden();
  await page.getByRole("button", { name: /Birch/ }).click();
  await expect(page).toHaveURL(new RegExp(`company=${story.companyId("Birch")}`));

  await page.goto("/sandbox/reset");
  await expectAccessible(page);
  await page.getByLabel(/Type .reset. to confirm/).fill("yes");
  await page.getByRole("button", { name: "Reset Autotask" }).click();
  await expect(page.getByText('Type "reset" here.')).toBeVisible();
  await page.getByLabel(/Type .reset. to confirm/).fill("reset");
  await page.getByRole("button", { name: "Reset Autotask" }).click();
  await expect(page.getByText("Autotask is as it was made.")).toBeVisible();
  expect(await story.units("Alder")).toBe(10);
});

test("the PSA's requests show the operation behind a write, and a fault hits the next of them", async ({
  page,
  context,
  tell,
}) => {
  test.slow();
  const story = await tell({ customers: [{ name: "Alder", held: 10 }] });
  await story.order("Alder", 12);
  await story.check();
  await story.applyAllWaiting();
  await story.signIn(context);
  await page.goto("/sandbox/requests?writes=true");
  await expect(page.getByText(/Autotask look-alike of Partner \w+: \d+ requests, 1 write/)).toBeVisible();
  const write = page.getByRole("row", { name: /POST \/ContractServiceAdjustments/ });
  await expect(write).toContainText(/T-\d{6}, 10 to 12 seats from 17 March|T-\d{6}, 10 to 12 seats from/);
  await expectAccessible(page);
  await write.getByRole("button", { name: /ContractServiceAdjustments/ }).click();
  const drawer = page.getByRole("dialog");
  await expect(drawer.getByText('"unitChange": 2')).toBeVisible();
  await expectAccessible(page);
  await drawer.getByRole("button", { name: "Its requests" }).click();
  const [adjustment] = await story.world.adjustments();
  await expect(page).toHaveURL(new RegExp(`operation=${adjustment?.operation}`));

  await page.goto("/sandbox/faults");
  await page.getByLabel("Trouble").selectOption({ label: "Server error (500)" });
  await page.getByLabel("Writes only").uncheck();
  await page.getByLabel("Address contains").fill("Companies");
  await page.getByRole("button", { name: "Set fault" }).click();
  const fault = page.getByRole("row", { name: /Server error \(500\)/ });
  await expect(fault).toContainText("0 of 1");
  await expectAccessible(page);
  await story.admin.get(`/api/v1/connections/${story.connectionId}/companies/${story.companyId("Alder")}`);
  await expect(fault).toContainText("1 of 1");
  await expect(fault).toContainText("Used up");
  await page.goto("/sandbox/requests");
  await expect(page.getByText("Fault: Server error (500)")).toBeVisible();
  const failed = (await story.world.requests()).filter(({ status }) => status === 500);
  expect(failed).toHaveLength(1);
});

// That time really moves, in the portal and in every world, is proved where nobody else lives by it:
// lib/practice-psa/move-clock.test.ts.
test("the clock says what it would move, and asks before it does", async ({ page, context, tell }) => {
  const story = await tell({ customers: [{ name: "Alder", held: 10 }] });
  await story.signIn(context, "operator");
  await page.goto(`/sandbox/world?company=${story.companyId("Alder")}`);
  await page.getByRole("link", { name: "Clock to its next period" }).click();
  await expect(page.getByRole("heading", { name: "Clock", exact: true })).toBeVisible();
  const verb = `Move on to the next period of contract ${story.contractId("Alder")}`;
  await page.getByRole("button", { name: verb }).click();
  const dialog = page.getByRole("dialog", { name: verb });
  await expect(dialog).toContainText("for everybody who uses it");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(dialog).toBeHidden();
  expect(await story.world.writes()).toEqual([]);
});
