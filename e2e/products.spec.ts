import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible";
import { expect, type Story, test } from "./support/story";

const plan = {
  customers: [
    { name: "Calder", held: 3, product: 1 },
    { name: "Dover", held: 2, product: 0 },
    { name: "Esk", held: 1, product: 2 },
  ],
  products: [
    { name: "Story Suite", price: "9.40", cost: "7.10" },
    { name: "Mail Archive", price: "6.00", cost: "3.80", isMapped: false },
    { name: "Guard", price: "3.50", cost: "1.90", isMapped: false },
  ],
  isTakenOver: false,
};

const titleOf = (product: string): string => `${product} - billed per month - term 1 month`;
const choose = (page: Page, product: string): Locator =>
  page.getByRole("button", { name: `Choose a service for ${titleOf(product)}` });
const combobox = (page: Page): Locator => page.getByRole("combobox", { name: /^service for/ });
const row = (page: Page, product: string): Locator =>
  page.getByRole("row").filter({ has: page.getByRole("button", { name: titleOf(product), exact: true }) });
const unsaved = (page: Page): Locator => page.getByRole("region", { name: "Unsaved changes" });

async function pick(page: Page, product: string, item: string): Promise<void> {
  await choose(page, product).click();
  await combobox(page).fill(item);
  await page.getByRole("option", { name: item }).click();
}

type Mapping = { productId: string; name: string; state: string; psaItemId: string | null };

/** What each product is in the PSA by now, as the API says it. */
async function mappings(story: Story): Promise<Record<string, string | null>> {
  const path = `/api/v1/mappings/products?connectionId=${story.connectionId}`;
  const { items } = await story.admin.get<{ items: Mapping[] }>(path);
  return Object.fromEntries(
    items.map(({ name, state, psaItemId }) => [name, state === "mapped" ? psaItemId : null]),
  );
}

async function productId(story: Story, product: string): Promise<string> {
  const path = `/api/v1/mappings/products?connectionId=${story.connectionId}`;
  const { items } = await story.admin.get<{ items: Mapping[] }>(path);
  return items.find(({ name }) => name === product)?.productId ?? "";
}

/** Somebody else maps a product, by the API. */
async function mapBehindTheBack(story: Story, product: string, psaItemId: string): Promise<void> {
  await story.admin.put("/api/v1/mappings/products", {
    connectionId: story.connectionId,
    rows: [{ productId: await productId(story, product), state: "mapped", psaItemId }],
  });
}

test("what does not fit is refused in the list, good rows are saved, a bad one stays in place", async ({
  page,
  context,
  tell,
}) => {
  const more = ["Archive yearly", "Archive spare"].map((name) => ({
    name,
    price: "6.00",
    cost: "3.80",
    isMapped: false,
  }));
  const story = await tell({ ...plan, products: [...plan.products, ...more] });
  await story.world.act(
    { act: "update", entity: "Services", id: Number(story.itemId(3)), members: { periodType: 5 } },
    { act: "put-into-bundle", serviceID: Number(story.itemId(0)), bundleName: "Archive bundle" },
  );
  await story.world.forgetRequests();
  await story.signIn(context);
  await page.goto("/products?unmapped=true");
  await expect(
    page.getByText("2 of 3 products that customers hold are not mapped: 21.50 GBP per month."),
  ).toBeVisible();
  await page.getByRole("button", { name: "Retrieve services list" }).click();
  await expect(page.getByText("6 services retrieved from Autotask.")).toBeVisible();

  await choose(page, "Mail Archive").click();
  await combobox(page).fill("archive");
  const reasons = [
    ["Archive yearly", "'Archive yearly' is billed yearly, the product monthly. Pick a monthly service."],
    ["Archive bundle", "Only services attached directly to the contract can be synced."],
  ] as const;
  for (const [name, reason] of reasons) {
    const option = page.getByRole("option", { name: new RegExp(`^${name}`) });
    await expect(option).toContainText(reason);
    await expect(option).toBeDisabled();
  }
  await expectAccessible(page);
  await combobox(page).fill("story");
  await expect(page.getByRole("option", { name: "Story Suite" })).toContainText(
    "already used by 'Story Suite'",
  );
  await combobox(page).fill("spare");
  await page.getByRole("option", { name: "Archive spare" }).click();
  await pick(page, "Guard", "Guard");
  await expect(unsaved(page)).toContainText("2 changes not saved");

  // Somebody else takes the spare item first, for another product.
  const spare = await itemId(story, "Archive spare");
  await story.admin.put("/api/v1/mappings/products", {
    connectionId: story.connectionId,
    rows: [
      { productId: await productId(story, "Story Suite"), state: "mapped", psaItemId: spare, version: 1 },
    ],
  });
  await unsaved(page).getByRole("button", { name: "Save Changes" }).click();
  const taken =
    "'Archive spare' is already used by 'Story Suite'. Switch on 'many products to one' to share it.";
  await expect(row(page, "Mail Archive").getByRole("alert")).toHaveText(taken);
  await expect(unsaved(page)).toContainText("1 change not saved");
  await expect(
    page.getByText("1 of 3 products that customers hold is not mapped: 18.00 GBP per month."),
  ).toBeVisible();
  await unsaved(page).getByRole("button", { name: "Discard" }).click();
  await expect(unsaved(page)).toHaveCount(0);

  expect(await mappings(story)).toMatchObject({
    Guard: story.itemId(2),
    "Mail Archive": null,
    "Story Suite": spare,
  });
  // Choosing and saving is ours alone.
  expect(await story.world.writes()).toEqual([]);
});

async function itemId(story: Story, name: string): Promise<string> {
  const path = `/api/v1/connections/${story.connectionId}/catalog-items?search=${encodeURIComponent(name)}`;
  const { items } = await story.admin.get<{ items: { psaItemId: string }[] }>(path);
  return items[0]?.psaItemId ?? "";
}

test("two people choose for one product: both values are shown, and one is picked", async ({
  page,
  context,
  tell,
}) => {
  const story = await tell(plan);
  await story.signIn(context, "operator");
  await page.goto("/products?unmapped=true");
  await pick(page, "Guard", "Guard");
  await mapBehindTheBack(story, "Guard", story.itemId(1));
  await unsaved(page).getByRole("button", { name: "Save Changes" }).click();
  const conflict = page.getByRole("status").filter({ hasText: "was changed by somebody else meanwhile" });
  await expect(conflict).toContainText("Saved nowMail Archive");
  await expect(conflict).toContainText("YoursGuard");
  await expectAccessible(page);
  await conflict.getByRole("button", { name: "Keep mine" }).click();
  await unsaved(page).getByRole("button", { name: "Save Changes" }).click();
  await expect(page.getByText("1 product saved.")).toBeVisible();
  expect(await mappings(story)).toMatchObject({ Guard: story.itemId(2) });
});

test("a product is unmapped and taken back, and another is not synced with a reason", async ({
  page,
  context,
  tell,
}) => {
  const story = await tell(plan);
  await story.signIn(context);
  await page.goto("/products?search=s");
  await page.getByRole("button", { name: `Actions for ${titleOf("Story Suite")}` }).click();
  await page.getByRole("menuitem", { name: "Unmap" }).click();
  await expect(page.getByText(/Lines in Autotask stay as they are/)).toBeVisible();
  await expect(row(page, "Story Suite")).toContainText("not mapped");
  expect(await mappings(story)).toMatchObject({ "Story Suite": null });
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Taken back.")).toBeVisible();
  expect(await mappings(story)).toMatchObject({ "Story Suite": story.itemId(0) });

  await page.goto("/products?unmapped=true");
  await page.getByRole("button", { name: `Actions for ${titleOf("Mail Archive")}` }).click();
  await page.getByRole("menuitem", { name: "Do not sync" }).click();
  const dialog = page.getByRole("dialog", { name: "Do not sync" });
  await dialog.getByRole("radio", { name: "Billed elsewhere" }).check();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Do not sync" }).click();
  await expect(
    page.getByText("1 of 3 products that customers hold is not mapped: 3.50 GBP per month."),
  ).toBeVisible();

  await page.goto(`/products?product=${await productId(story, "Mail Archive")}`);
  const drawer = page.getByRole("dialog", { name: titleOf("Mail Archive") });
  await expect(drawer).toContainText("not synced: billed elsewhere");
  await expect(drawer).toContainText("Calder");
  await expectAccessible(page);
});

test("a product is mapped with the keyboard alone", async ({ page, context, tell }) => {
  const story = await tell(plan);
  await story.signIn(context);
  await page.goto("/products");
  // Rows are seen a moment before they listen to keys.
  await expect(async () => {
    await page.keyboard.press("j");
    await expect(page.getByRole("row", { name: /Family/ })).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.press("Enter");
  await expect(row(page, "Guard")).toBeVisible();
  await page.keyboard.press("j");
  await page.keyboard.press("e");
  await expect(combobox(page)).toBeFocused();
  await page.keyboard.type("guard");
  await expect(page.getByRole("option", { name: "Guard" })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(unsaved(page)).toContainText("1 change not saved");
  const save = unsaved(page).getByRole("button", { name: "Save Changes" });
  for (
    let steps = 0;
    steps < 40 && !(await save.evaluate((button) => button === document.activeElement));
    steps++
  ) {
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await expect(page.getByText("1 product saved.")).toBeVisible();
  expect(await mappings(story)).toMatchObject({ Guard: story.itemId(2) });
});

test("the PSA's list names the products of each item; a viewer may look and not choose", async ({
  page,
  context,
  tell,
}) => {
  const story = await tell(plan);
  await story.signIn(context, "viewer");
  await page.goto("/products?unmapped=true");
  await expect(choose(page, "Guard")).toHaveAttribute("aria-disabled", "true");
  await expect(choose(page, "Guard")).toHaveAttribute("title", /Ask an admin/);
  await page.getByRole("link", { name: "Services of Autotask" }).click();
  const items = page.getByRole("table", { name: "services of Autotask" });
  await expect(items.getByRole("row", { name: /Story Suite/ })).toContainText(titleOf("Story Suite"));
  await expect(items.getByRole("row", { name: /Guard/ })).toContainText("none");
  await expect(items.getByRole("columnheader", { name: "Cost" })).toHaveCount(0);
  await expectAccessible(page);
  expect(await story.world.writes()).toEqual([]);
});
