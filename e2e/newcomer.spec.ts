import { readRecord } from "@/bin/launch/record";
import { apiUser, contractId } from "@/db/seed/brightwater/world";
import { businessDate } from "@/lib/dates";
import { expect, test } from "./support/story";
import { World } from "./support/world";

/** The demo's own partner: this is the one story that uses it. */
test("a newcomer walks Calder LLC's sale to the PSA, looks at what it received, and undoes it", async ({
  page,
  stage,
}) => {
  test.slow();
  const began = performance.now();
  let clicks = 0;
  const click = async (role: "button" | "link", name: string | RegExp) => {
    await page.getByRole(role, { name }).first().click();
    clicks += 1;
  };
  const running = await readRecord(process.env.COUNTERPART_DATA ?? "");
  const psa = new World(running?.sandboxUrl ?? "", apiUser.userName);
  const { rows } = await stage.pool.query<{ now: Date }>("select business_now() as now");
  const today = businessDate(rows[0]?.now ?? new Date(Number.NaN), "Europe/London");
  const writesBefore = (await psa.adjustments()).length;

  await page.goto("/");
  await click("button", /^Sign in as Ada/);
  await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
  await click("link", "Walk Calder LLC's sale through the wizard");
  await expect(
    page.getByRole("heading", { name: /^Sales: Office Suite Standard, 12 seats for Calder LLC from/ }),
  ).toBeVisible();
  const row = page.getByRole("row", { name: /Office Suite Standard/ });
  await expect(row).toContainText("New sale");
  await expect(page.getByText("112.80 GBP").first()).toBeVisible();
  await click("button", "Continue");
  await expect(page.getByText(/1 day .* stays billed: 3\.\d\d GBP/)).toBeVisible();
  expect(await psa.adjustments()).toHaveLength(writesBefore);
  await click("button", "Sync All");
  expect(clicks, "clicks from the sign-in page to Sync All").toBeLessThanOrEqual(15);
  await expect(page.getByText("Done. Autotask was read back and agrees.")).toBeVisible({ timeout: 30_000 });
  expect(await psa.unitsOn(contractId("calder"), today)).toBe(12);
  const writes = (await psa.adjustments()).slice(writesBefore);
  expect(writes).toHaveLength(1);

  await click("link", "What did the PSA receive?");
  await expect(page.getByRole("row", { name: /POST.*Adjustments/ })).toHaveCount(1);
  await page.goto("/overview");
  await expect(page.getByText("2 of 4 stops done")).toBeVisible();

  await click("link", "Undo it");
  await click("button", "Undo");
  await expect(page.getByText(/^Taken back: 12 to 0 seats from/).first()).toBeVisible();
  await click("button", "Approve undo");
  await expect(page.getByText("Finished", { exact: true }).first()).toBeVisible({ timeout: 30_000 });
  expect(await psa.unitsOn(contractId("calder"), today)).toBe(12);
  await page.goto("/overview");
  await expect(page.getByText("3 of 4 stops done")).toBeVisible();

  const minutes = (performance.now() - began) / 60_000;
  expect(minutes, "minutes of a script that reads the screen").toBeLessThan(5);
  test
    .info()
    .annotations.push({ type: "newcomer", description: `${clicks} clicks, ${minutes.toFixed(2)} min` });
});
