import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible";
import { expect, type Story, test } from "./support/story";

const userName = (page: Page): Locator => page.getByLabel("API user name (key)");
const secret = (page: Page): Locator => page.getByLabel("Secret");
const steps = (page: Page): Locator => page.getByRole("list", { name: "Steps of the test" });
const step = (page: Page, label: string): Locator =>
  steps(page).getByRole("listitem").filter({ hasText: label });
const readiness = (page: Page): Locator => page.getByRole("list", { name: "What must be in place" });
const save = (page: Page): Locator => page.getByRole("button", { name: /^Save Changes/ });

async function tryWith(page: Page, values: { userName: string; secret: string }): Promise<void> {
  await userName(page).fill(values.userName);
  await secret(page).fill(values.secret);
  await page.getByRole("button", { name: "Test and Save" }).click();
}

type Detail = { name: string; settings: Record<string, { value: unknown; from: string }> };
const stored = (story: Story) => story.admin.get<Detail>(`/api/v1/connections/${story.connectionId}`);
const connections = (story: Story) =>
  story.admin.get<{ connections: { id: string; state: string }[] }>("/api/v1/connections");

test("an admin installs the PSA from nothing, past everything that can be refused", async ({
  page,
  context,
  tell,
}) => {
  test.slow();
  const story = await tell({
    customers: [
      { name: "Calder", held: 10 },
      { name: "Ivy Lane", companyType: "Lead" },
    ],
    isConnected: false,
  });
  const { apiUser, world } = story;
  await story.signIn(context);
  await page.goto("/integrations");
  await expect(page.getByText("No PSA is connected yet")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Install now: Autotask" }).click();

  // Before the first success there is nothing but the credentials and how to get them.
  await expect(page.getByRole("heading", { name: "Connect Autotask" })).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Sections" }).getByRole("listitem")).toHaveCount(1);
  await expect(page.getByRole("heading", { name: "Billing" })).toHaveCount(0);
  await expect(page.getByText("Create contract service adjustments:")).toBeVisible();
  await expectAccessible(page);

  // Seen to be wrong before anything is sent.
  for (const name of ["counterpart", "counterpart@nodot"]) {
    await tryWith(page, { userName: name, secret: apiUser.secret });
    await expect(userName(page)).toHaveAccessibleDescription(
      /Type the full user name including the part after the @\./,
    );
    await expect(userName(page)).toBeFocused();
  }
  await expect(steps(page)).toHaveCount(0);

  const stranger = `stranger-${story.run}@nowhere.example`;
  await tryWith(page, { userName: stranger, secret: apiUser.secret });
  await expect(userName(page)).toHaveAccessibleDescription(
    new RegExp(
      `Autotask does not know the user name '${stranger}'\\. Copy it again from the Credentials section`,
    ),
  );
  await expect(step(page, "Find the address")).toContainText("Refused");

  // Refused once, and asked once.
  await world.forgetRequests();
  await tryWith(page, { ...apiUser, secret: "not the secret" });
  await expect(secret(page)).toHaveAccessibleDescription(
    /Autotask refused this user name, secret or tracking identifier; it does not say which\. Check all three\. We tried once and stop here, because Autotask locks a user after repeated refusals\./,
  );
  await expect(step(page, "Find the address")).toContainText("Done");
  await expect(step(page, "Sign in")).toContainText("Refused");
  await expect(step(page, "Rights")).toContainText("Not reached");
  expect((await world.requests()).filter(({ status }) => status === 401)).toHaveLength(1);
  await expectAccessible(page);

  // The PSA's own trouble is nobody's field.
  await world.addFault({ kind: "html-200", count: null });
  await tryWith(page, apiUser);
  await expect(page.getByRole("alert").filter({ hasText: "that we do not trust" })).toContainText(
    "Your old settings are untouched.",
  );
  await world.clearFaults();
  expect((await connections(story)).connections).toEqual([]);

  // A missing right is stored with a warning; the other sections unfold.
  const denied = { ContractServiceAdjustments: ["create"] };
  await world.act({ act: "set-options", options: { denied } });
  await tryWith(page, apiUser);
  await expect(page.getByRole("heading", { name: "Integration Setup: Autotask" })).toBeVisible();
  await expect(page).toHaveURL(/\/integrations\/[0-9a-f-]{36}\/setup$/);
  story.connectionId = new URL(page.url()).pathname.split("/")[2] ?? "";
  await expect(page.getByRole("navigation", { name: "Sections" }).getByRole("listitem")).toHaveCount(4);
  await expect(page.getByText("What Autotask holds is read")).toBeVisible({ timeout: 20_000 });
  const lists = page.getByRole("list", { name: "Lists" }).getByRole("listitem");
  await expect(lists.filter({ hasText: "Companies" })).toContainText("3");
  await expect(lists.filter({ hasText: "Contract services" })).toContainText("After mapping");

  // Secrets are seen once.
  await expect(secret(page)).toHaveValue("");
  await expect(secret(page)).toHaveAccessibleDescription(
    new RegExp(`Saved: ••••••${apiUser.secret.slice(-4)}`),
  );
  expect(await page.content()).not.toContain(apiUser.secret);

  // The right is given in the PSA, the database moves to another zone, and a second look finds both.
  await expect(readiness(page)).toContainText("The API user may not create contract service adjustments.");
  await expectAccessible(page);
  await world.act({ act: "set-options", options: { denied: {} } });
  await world.act({ act: "move-zone", zone: "zone2" });
  await page.getByRole("button", { name: "Check again" }).click();
  await expect(readiness(page)).not.toContainText("may not create");
  await expect(
    readiness(page).getByRole("listitem").filter({ hasText: "The API user has the rights" }),
  ).toContainText("Ready");
  await expect(readiness(page).getByRole("listitem").filter({ hasText: "Sign-in works" })).toContainText(
    "Ready",
  );

  // A setting is chosen by what it does to a line of one's own.
  await expect(save(page)).toHaveAttribute("aria-disabled", "true");
  const proration = page.getByRole("group", { name: "More units inside a period" });
  await expect(proration.getByRole("radio", { name: /^Autotask prorates/ })).toBeChecked();
  const credit = page.getByRole("group", { name: "Credit on decrease" });
  await expect(credit).toContainText("Autotask credits");
  await proration.getByRole("radio", { name: /^No proration/ }).check();
  await expect(credit).toContainText("because proration is off");
  await save(page).click();
  await expect(page.getByText("Nothing has changed", { exact: true })).toBeVisible();
  await page.reload();
  await expect(proration.getByRole("radio", { name: /^No proration/ })).toBeChecked();
  await expect(page.getByRole("button", { name: /^Reset More units .* to default$/ })).toBeVisible();
  expect((await stored(story)).settings.proration).toEqual({ value: "none", from: "connection" });

  // The same database a second time is shown the way to the first.
  await page.goto("/integrations");
  await expect(page.getByText("Autotask is connected and works.")).toBeVisible();
  await page.getByRole("link", { name: "Add another connection: Autotask" }).click();
  await tryWith(page, apiUser);
  await expect(
    page.getByText("This Autotask is already connected as 'Autotask'. Open its settings instead."),
  ).toBeVisible();
  await page.getByRole("link", { name: "Settings of Autotask" }).click();
  await expect(page.getByRole("heading", { name: "Integration Setup: Autotask" })).toBeVisible();

  // Both sides: one connection that works, and a PSA that was read and never written to.
  expect((await connections(story)).connections).toMatchObject([{ id: story.connectionId, state: "active" }]);
  expect(await world.writes()).toEqual([]);
});

test("new credentials start a stopped connection again, refused ones change nothing", async ({
  page,
  context,
  tell,
}) => {
  const story = await tell({ customers: [{ name: "Calder", held: 10 }], isMapped: false });
  const { apiUser, world } = story;
  await world.act({ act: "set-user", userName: apiUser.userName, secret: "another-secret-4711" });
  await story.signIn(context);
  await page.goto(`/integrations/${story.connectionId}/setup`);
  await page.getByRole("button", { name: "Check again" }).click();
  await expect(page.getByText("Nothing is sent until new ones were tested")).toBeVisible();

  await secret(page).fill("wrong again");
  await page.getByRole("button", { name: "Test and Save" }).click();
  await expect(secret(page)).toHaveAccessibleDescription(/We tried once and stop here/);
  await secret(page).fill("another-secret-4711");
  await page.getByRole("button", { name: "Test and Save" }).click();
  await expect(secret(page)).toHaveAccessibleDescription(/Saved: ••••••4711/);
  await expect(page.getByText("Nothing is sent until new ones were tested")).toHaveCount(0);
  await expect(userName(page)).toHaveAccessibleDescription(new RegExp(`Saved: ${apiUser.userName}`));
  expect((await connections(story)).connections).toMatchObject([{ state: "active" }]);
  expect((await world.requests()).filter(({ status }) => status === 401).length).toBeGreaterThan(0);
});

test("two people save the same settings, and nothing unsaved is lost by a click", async ({
  page,
  context,
  tell,
}) => {
  const story = await tell({ customers: [{ name: "Calder", held: 10 }], isMapped: false });
  const setup = `/integrations/${story.connectionId}/setup`;
  await story.signIn(context);
  await page.goto(setup);
  await page.getByLabel("Name", { exact: true }).fill("Autotask - mine");
  const { version } = await story.admin.get<{ version: number }>(`/api/v1/connections/${story.connectionId}`);
  const other = await context.request.patch(`${story.portalUrl}/api/v1/connections/${story.connectionId}`, {
    data: { version, name: "Autotask - theirs" },
    headers: { origin: story.portalUrl },
  });
  expect(other.ok(), await other.text()).toBe(true);
  await save(page).click();
  await expect(page.getByText("was changed by somebody else meanwhile")).toBeVisible();
  await expect(page.getByText("Autotask - theirs")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Keep mine" }).click();
  await expect(page.getByRole("heading", { name: "Integration Setup: Autotask - mine" })).toBeVisible();
  expect((await stored(story)).name).toBe("Autotask - mine");

  // Leaving with something unsaved is asked about, once, and can be taken back.
  await page.getByLabel("Call share").selectOption("30");
  await expect(page.getByText("3,000 of 10,000 calls an hour")).toBeVisible();
  page.once("dialog", (dialog) => dialog.dismiss());
  await page.getByRole("link", { name: "Integrations" }).first().click();
  await expect(page).toHaveURL(new RegExp(setup));
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(page.getByLabel("Call share")).toHaveValue("50");
});

test("a viewer sees how the connection stands and may change nothing", async ({
  page: viewer,
  context,
  tell,
}) => {
  const story = await tell({ customers: [{ name: "Calder", held: 10 }], isMapped: false });
  const setup = `/integrations/${story.connectionId}/setup`;
  await story.signIn(context, "viewer");
  await viewer.goto("/integrations");
  await expect(viewer.getByRole("button", { name: /Add another connection ?\. Ask an admin/ })).toBeVisible();
  await viewer.getByRole("link", { name: "Settings of Autotask" }).click();
  await expect(viewer).toHaveURL(new RegExp(setup));
  await expect(viewer.getByRole("button", { name: /Check again ?\. Ask an admin/ })).toBeVisible();
  await expect(viewer.getByRole("button", { name: /Save Changes ?\. Ask an admin/ })).toBeVisible();
  await expect(viewer.getByRole("radio", { name: /^No proration/ })).toBeDisabled();
  await expectAccessible(viewer);
});
