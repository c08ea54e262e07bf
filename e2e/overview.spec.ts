import { expectAccessible } from "./support/accessible";
import { expect, type Story, test } from "./support/story";

type Overview = {
  sentence: string;
  waiting: { tasks: number; money: { minor: string }[] };
  needs: { total: number; items: { title: string; sentence: string }[] };
};

const overviewOf = (story: Story) => story.admin.get<Overview>("/api/v1/overview");

test("the sentence and the list of needs say what the API says, and lead to the mending", async ({
  page,
  context,
  tell,
}) => {
  test.slow();
  const story = await tell({
    customers: [
      { name: "Alder & Finch", held: 10 },
      { name: "Birch <b>Stores</b>", held: 4 },
      { name: "Cedar House", held: 3, isMapped: false },
    ],
  });
  await story.signIn(context);
  await page.goto("/overview");
  await expect(page.getByText("2 of 3 customers in step; 1 needs you: 28.20 GBP per month.")).toBeVisible();

  await story.order("Alder & Finch", 12);
  await story.check();
  await page.reload();
  const told = await overviewOf(story);
  expect(told.sentence).toBe("1 of 3 customers in step; 2 need you: 47.00 GBP per month.");
  await expect(page.getByText(told.sentence)).toBeVisible();
  const needs = page.getByRole("region", { name: "Needs you" });
  expect(told.needs.items.map(({ title }) => title)).toEqual(["Cedar House", "1 task is ready for approval"]);
  await expect(needs.getByRole("listitem")).toHaveCount(told.needs.total);
  for (const { title, sentence } of told.needs.items) {
    await expect(needs.getByRole("listitem").filter({ hasText: title })).toContainText(sentence);
  }
  await expectAccessible(page);

  await needs.getByRole("link", { name: "Map: Cedar House" }).click();
  await expect(page).toHaveURL(/\/customer-map\?search=Cedar/);

  await story.applyAllWaiting();
  await page.goto("/overview");
  await expect(page.getByText("2 of 3 customers in step; 1 needs you: 28.20 GBP per month.")).toBeVisible();
  const activity = page.getByRole("region", { name: "Activity" });
  await expect(activity.getByRole("listitem").first()).toContainText("Alder & Finch");
  await expect(activity.getByRole("listitem").first()).toContainText("Confirmed");
  expect(await story.units("Alder & Finch")).toBe(12);
});

test("the steps of setting up prove themselves one after the other", async ({ page, context, tell }) => {
  test.slow();
  const story = await tell({ customers: [{ name: "Alder", held: 10 }], isConnected: false });
  await story.order("Alder", 12);
  await story.signIn(context);
  await page.goto("/overview");
  await expect(page.getByRole("heading", { name: "Connect your PSA" })).toBeVisible();
  const setup = page.getByRole("region", { name: "Set-up" });
  const done = setup.getByRole("listitem").filter({ has: page.getByRole("img", { name: "Done" }) });
  await expect(setup.getByText("0 of 5 steps done")).toBeVisible();
  await expectAccessible(page);

  await story.connect();
  await page.reload();
  await expect(done).toHaveText([/Connect your PSA/]);
  await story.mapAll();
  await page.reload();
  await expect(done).toHaveText([
    /Connect your PSA/,
    /1 of 1 customer mapped/,
    /1 of 1 product in use mapped/,
  ]);
  await expect(
    page.getByText("Set-up: 3 of 5 steps done. Next: check changes for the first time."),
  ).toBeVisible();
  await story.check();
  await page.reload();
  await expect(setup.getByText("4 of 5 steps done")).toBeVisible();
  await story.applyAllWaiting();
  await page.reload();
  await expect(page.getByText("The one customer is in step.")).toBeVisible();
  await expect(setup).toHaveCount(0);
  await expect(page.getByText("Nothing needs you")).toBeVisible();
  expect(await story.units("Alder")).toBe(12);

  // What the tour takes as proof that somebody looked at what the PSA received.
  const { operations } = await story.admin.get<{ operations: { id: string }[] }>(
    "/api/v1/operations?limit=1",
  );
  const id = operations[0]?.id ?? "";
  await page.goto(`/sandbox/requests?operation=${id}`);
  const kept = async () => (await context.cookies()).find(({ name }) => name === "counterpart-looked-at");
  await expect.poll(async () => (await kept())?.value).toBe(id);
});

test("a viewer sees how things stand and is offered nothing to do", async ({ page, context, tell }) => {
  const story = await tell({ customers: [{ name: "Cedar", held: 3, isMapped: false }] });
  await story.signIn(context, "viewer");
  await page.goto("/overview");
  await expect(page.getByText((await overviewOf(story)).sentence)).toBeVisible();
  const needs = page.getByRole("region", { name: "Needs you" });
  await expect(needs.getByRole("link", { name: "Cedar" })).toHaveCount(1);
  await expect(page.getByRole("link", { name: /^(Map|Review|Check|Open):/ })).toHaveCount(0);
  await expect(page.getByText("left for us")).toBeVisible();
});

test("the vendor sees states and counts of its partners, and no money", async ({
  page,
  context,
  tell,
  stage,
}) => {
  const story = await tell({
    customers: [
      { name: "Alder", held: 10 },
      { name: "Birch", isMapped: false, held: 2 },
    ],
  });
  await story.order("Alder", 12);
  await story.check();
  const signedIn = await context.request.post(`${stage.portalUrl}/api/v1/sessions`, {
    data: { email: "noah@larkspur.example", password: "counterpart-demo" },
  });
  expect(signedIn.ok()).toBe(true);
  await page.goto("/");
  await expect(page).toHaveURL(/\/vendor$/);
  await page.getByRole("searchbox", { name: "Search partners" }).fill(`P-${story.run}`);
  await expect(page).toHaveURL(/search=/);
  const row = page.getByRole("row").filter({ hasText: `P-${story.run}` });
  await expect(page.getByRole("row")).toHaveCount(2);
  await expect(row).toContainText("Works");
  await expect(row).toContainText("1 of 2");
  await expect(row).toContainText("1 ready");
  await expect(page.getByRole("main")).not.toContainText("GBP");
  await expectAccessible(page);
  const refused = await context.request.get(`${stage.portalUrl}/api/v1/overview`);
  expect(refused.status()).toBe(403);
});
