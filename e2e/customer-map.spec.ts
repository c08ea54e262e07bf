import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible";
import { expect, type Story, test } from "./support/story";

const row = (page: Page, customer: string): Locator =>
  page.getByRole("row").filter({ has: page.getByRole("button", { name: customer, exact: true }) });
const companyOf = (page: Page, customer: string): Locator =>
  page.getByRole("button", { name: `Company of ${customer}:` });
const contractOf = (page: Page, customer: string): Locator =>
  page.getByRole("button", { name: `Contract of ${customer}, monthly:` });
const unsaved = (page: Page): Locator => page.getByRole("region", { name: "Unsaved changes" });

async function typeCompany(page: Page, customer: string, text: string): Promise<void> {
  await companyOf(page, customer).click();
  await page.getByRole("combobox", { name: `Company of ${customer}` }).fill(text);
}

/** Types the company's number and confirms the name that the PSA answered. */
async function chooseByNumber(page: Page, customer: string, number: string): Promise<void> {
  await typeCompany(page, customer, number);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Use this company" }).click();
  await expect(companyOf(page, customer)).toContainText(number);
}

type Mapping = { companyName: string; state: string; psaCompanyId: string | null; customerId: string };

async function mappings(story: Story): Promise<Record<string, string | null>> {
  const { items } = await story.admin.get<{ items: Mapping[] }>("/api/v1/mappings/customers?limit=100");
  return Object.fromEntries(
    items.map(({ companyName, state, psaCompanyId }) => [
      companyName,
      state === "mapped" ? psaCompanyId : null,
    ]),
  );
}

test("good choices are saved, a bad one stays with its reason", async ({ page, context, tell }) => {
  const story = await tell({
    customers: [
      { name: "Taken" },
      { name: "Calder", held: 10, isMapped: false },
      { name: "Acme Works", isMapped: false },
      { name: "Ivy Lane", companyType: "Lead" },
      { name: "Second", isMapped: false },
    ],
    isTakenOver: false,
  });
  await story.signIn(context);
  await page.goto("/customer-map");
  await expect(
    page.getByText("1 of 5 customers are mapped; 4 need a company: 94.00 GBP per month."),
  ).toBeVisible();

  // A Lead is named with its reason, by its number and in the list.
  await typeCompany(page, "Ivy Lane", story.companyId("Ivy Lane"));
  await page.keyboard.press("Enter");
  const lead = `Company Ivy Lane (${story.companyId("Ivy Lane")}) has type Lead - change it to Customer in Autotask to map.`;
  await expect(page.getByText(lead)).toBeVisible();
  await expect(page.getByRole("button", { name: "Use this company" })).toHaveCount(0);
  await page.getByRole("button", { name: "Choose another" }).click();
  await page.getByRole("combobox").fill("Ivy");
  await expect(page.getByRole("option", { name: lead })).toBeDisabled();
  await page.keyboard.press("Escape");

  // Nobody has this number.
  await typeCompany(page, "Calder", "99999");
  await page.keyboard.press("Enter");
  await expect(
    page.getByText("There is no company 99999 in Autotask, or the API user may not see it."),
  ).toBeVisible();
  await page.keyboard.press("Escape");

  await chooseByNumber(page, "Calder", story.companyId("Calder"));
  await contractOf(page, "Calder").click();
  const contracts = page.getByRole("dialog", { name: "Contract of Calder, monthly" });
  await expect(contracts.getByRole("radio", { name: /Contract Calder/ })).toBeChecked();
  await expect(contracts.getByText("Chosen because it is the only one that fits")).toBeVisible();
  await expectAccessible(page);
  await contracts.getByRole("button", { name: "Choose contract" }).click();
  await expect(contractOf(page, "Calder")).toContainText("Contract Calder not saved");

  await typeCompany(page, "Acme Works", "acme");
  await page.getByRole("option", { name: /Acme Works/ }).click();
  await chooseByNumber(page, "Second", story.companyId("Taken"));
  await expect(unsaved(page)).toContainText("4 changes not saved");
  await expectAccessible(page);

  await unsaved(page).getByRole("button", { name: "Save Changes" }).click();
  await expect(row(page, "Second")).toContainText(
    `Company Taken (${story.companyId("Taken")}) is already mapped to customer Taken. One company serves one customer`,
  );
  await expect(unsaved(page)).toContainText("1 change not saved");
  await expect(row(page, "Calder")).toContainText("Mapped");
  await companyOf(page, "Second").focus();
  await page.keyboard.press("Escape");
  await expect(unsaved(page)).toHaveCount(0);

  expect(await mappings(story)).toEqual({
    Taken: story.companyId("Taken"),
    Calder: story.companyId("Calder"),
    "Acme Works": story.companyId("Acme Works"),
    "Ivy Lane": null,
    Second: null,
  });
  const { items } = await story.admin.get<{ items: { psaContractId: string | null }[] }>(
    "/api/v1/mappings/contracts",
  );
  expect(items.map(({ psaContractId }) => psaContractId)).toEqual([story.contractId("Calder")]);
  expect(await story.world.writes()).toEqual([]);
});

test("two people choose for one customer, and the second one picks", async ({ browser, tell }) => {
  const story = await tell({
    customers: [
      { name: "Calder", isMapped: false },
      { name: "Acme", isMapped: false },
    ],
    isTakenOver: false,
  });
  const people = { admin: await browser.newContext(), operator: await browser.newContext() };
  await story.signIn(people.admin, "admin");
  await story.signIn(people.operator, "operator");
  const [mine, theirs] = [await people.admin.newPage(), await people.operator.newPage()];
  for (const page of [mine, theirs]) await page.goto("/customer-map");
  await chooseByNumber(mine, "Calder", story.companyId("Calder"));
  await chooseByNumber(theirs, "Calder", story.companyId("Acme"));
  await unsaved(theirs).getByRole("button", { name: "Save Changes" }).click();
  await expect(row(theirs, "Calder")).toContainText("Mapped");

  await unsaved(mine).getByRole("button", { name: "Save Changes" }).click();
  const conflict = row(mine, "Calder");
  await expect(conflict).toContainText("The company of Calder was changed by somebody else meanwhile.");
  await expect(conflict).toContainText(`Acme (${story.companyId("Acme")})`);
  await expect(conflict).toContainText(`Calder (${story.companyId("Calder")})`);
  await expectAccessible(mine);
  await conflict.getByRole("button", { name: "Keep mine" }).click();
  await unsaved(mine).getByRole("button", { name: "Save Changes" }).click();
  await expect(unsaved(mine)).toHaveCount(0);
  expect(await mappings(story)).toEqual({ Calder: story.companyId("Calder"), Acme: null });
  await Promise.all(Object.values(people).map((context) => context.close()));
});

test("a customer is unmapped, and mapped again by Undo", async ({ page, context, tell }) => {
  const story = await tell({ customers: [{ name: "Calder", held: 10 }] });
  await story.order("Calder", 12);
  await story.check();
  await story.signIn(context);
  await page.goto("/customer-map");
  await expect(page.getByText("Nothing left to map. Coverage 100 %.")).toBeVisible();
  await page.getByRole("button", { name: "Actions for Calder" }).click();
  await page.getByRole("menuitem", { name: "Unmap" }).click();
  const dialog = page.getByRole("dialog", { name: "Unmap Calder" });
  await expect(dialog).toContainText(
    "1 waiting task goes back to 'needs mapping'. Lines in Autotask stay as they are.",
  );
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Unmap", exact: true }).click();
  // Under the pointer the pop-up stays.
  await page.getByRole("button", { name: "Undo" }).hover();
  await expect(row(page, "Calder")).toContainText("Not mapped");
  expect(await mappings(story)).toEqual({ Calder: null });
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row(page, "Calder")).toContainText("Mapped");
  expect(await mappings(story)).toEqual({ Calder: story.companyId("Calder") });

  await page.getByRole("button", { name: "Calder", exact: true }).click();
  const drawer = page.getByRole("dialog", { name: "Calder" });
  await expect(drawer).toContainText(`Unmapped from Calder (${story.companyId("Calder")})`);
  await expect(drawer).toContainText("External reference");
  await drawer.getByText(/^Waiting/).click();
  await expect(drawer.getByRole("link", { name: "Open the task" })).toHaveAttribute(
    "href",
    /\/sync\/wizard\//,
  );
  await expect(drawer.getByRole("link", { name: "Sync tasks" })).toHaveAttribute("href", /\/sync\?customer=/);
  await expect(page).toHaveURL(/customer=/);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(page).not.toHaveURL(/customer=/);
});

test("a customer is found, mapped and put on its contract by keyboard alone", async ({
  page,
  context,
  tell,
}) => {
  const story = await tell({
    customers: [
      { name: "Alder", isMapped: false },
      { name: "Calder", held: 10, isMapped: false },
    ],
    isTakenOver: false,
  });
  await story.signIn(context);
  await page.goto("/customer-map?show=hide-mapped");
  await expect(page.getByText("2 customers", { exact: true })).toBeVisible();
  await page.keyboard.press("/");
  await page.keyboard.type("der");
  await page.getByRole("button", { name: "Alder", exact: true }).focus();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("button", { name: "Calder", exact: true })).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(companyOf(page, "Calder")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("combobox", { name: "Company of Calder" })).toBeFocused();
  await page.keyboard.type(story.companyId("Calder"));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Use this company" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(companyOf(page, "Calder")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(unsaved(page)).toHaveCount(0);
  await page.keyboard.press("Enter");
  await page.keyboard.type("Cal");
  await expect(page.getByRole("option", { name: /Calder/ })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(companyOf(page, "Calder")).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("radio", { name: /Contract Calder/ })).toBeChecked();
  await page.getByRole("button", { name: "Choose contract" }).press("Enter");
  await expect(contractOf(page, "Calder")).toBeFocused();
  await expect(unsaved(page)).toContainText("2 changes not saved");
  await page.getByRole("button", { name: "Save Changes" }).press("Enter");
  await expect(row(page, "Calder")).toHaveCount(0);
  expect(await mappings(story)).toEqual({ Alder: null, Calder: story.companyId("Calder") });
});

test("a customer is excluded and taken back, lists are filtered, and a viewer only looks", async ({
  page,
  context,
  browser,
  tell,
}) => {
  const story = await tell({
    customers: [
      { name: "Alder", held: 10, isLinked: false },
      { name: "Calder", held: 5, isMapped: false },
      { name: "Own office", isMapped: false },
    ],
    isTakenOver: false,
  });
  await story.signIn(context);
  await page.goto("/customer-map");
  await page.getByRole("button", { name: "Only unmapped" }).click();
  await expect(row(page, "Alder")).toHaveCount(0);
  await expect(page).toHaveURL(/show=unmapped/);
  await page.getByRole("searchbox", { name: "Search customers" }).fill("zzz");
  await expect(page.getByText("Nothing matches 'zzz'.")).toBeVisible();
  await page.getByRole("button", { name: "Clear filter" }).click();

  await page.getByRole("button", { name: "Actions for Own office" }).click();
  await page.getByRole("menuitem", { name: "Exclude" }).click();
  const exclude = page.getByRole("dialog", { name: "Exclude Own office" });
  await exclude.getByRole("button", { name: "Exclude", exact: true }).click();
  await expect(exclude.getByRole("alert")).toHaveText("Choose a reason.");
  await exclude.getByRole("radio", { name: "Own use" }).check();
  await expectAccessible(page);
  await exclude.getByRole("button", { name: "Exclude", exact: true }).click();
  await expect(row(page, "Own office")).toContainText("Excluded");
  await expect(row(page, "Own office")).toContainText("own use");
  const { items } = await story.admin.get<{ items: { reason: string | null }[] }>(
    "/api/v1/mappings/customers?states=do_not_map",
  );
  expect(items.map(({ reason }) => reason)).toEqual(["own use"]);
  await page.getByRole("button", { name: "Actions for Own office" }).click();
  await page.getByRole("menuitem", { name: "Take back" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Take back" }).click();
  await expect(row(page, "Own office")).toContainText("Not mapped");

  await page.getByRole("checkbox", { name: "Select Alder" }).check();
  await page
    .getByRole("region", { name: "Selected rows" })
    .getByRole("button", { name: "Get Contracts" })
    .click();
  await expect(contractOf(page, "Alder")).toContainText("Contract Alder not saved");
  await expect(row(page, "Alder")).toContainText("Chosen because it is the only one that fits");
  await unsaved(page).getByRole("button", { name: "Discard" }).click();
  await expect(unsaved(page)).toHaveCount(0);

  const looking = await browser.newContext();
  await story.signIn(looking, "viewer");
  const view = await looking.newPage();
  await view.goto("/customer-map");
  await expect(companyOf(view, "Alder")).toHaveAttribute("aria-disabled", "true");
  await expect(view.getByRole("checkbox", { name: "Select Alder" })).toHaveCount(0);
  await looking.close();
  expect(await story.world.writes()).toEqual([]);
});
