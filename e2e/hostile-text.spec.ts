import { hostileTexts } from "./security/hostile-texts";
import { expect, test } from "./support/story";

/** Every text of vendor and PSA that a screen shows is somebody else's: it must stay text (quality-bars S9). */
test("names from the vendor and from the PSA never run as script, on any screen", async ({
  page,
  context,
  tell,
}) => {
  test.slow();
  const names = hostileTexts.map((text, index) => `${text} ${index}`);
  const story = await tell({
    customers: names.map((name) => ({ name, held: 1 })),
    products: [{ name: names[5] ?? "", price: "9.40", cost: "7.10" }],
  });
  for (const name of names.slice(0, 20)) await story.order(name, 2);
  await story.check();
  const { tasks } = await story.admin.get<{ tasks: { id: string }[] }>(
    "/api/v1/sync-tasks?states=ready&limit=100",
  );
  const { plan } = await story.admin.post<{ plan: { id: string } }>("/api/v1/plans", {
    taskIds: tasks.map((task) => task.id),
  });
  await story.signIn(context);
  const hits: string[] = [];
  await page.exposeFunction("hit", () => hits.push(page.url()));
  page.on("dialog", (dialog) => {
    hits.push(`dialog on ${page.url()}`);
    void dialog.dismiss();
  });
  const first = names[0] ?? "";
  const screens = [
    "/overview",
    "/integrations",
    `/integrations/${story.connectionId}/setup`,
    "/customer-map",
    "/products",
    "/sync",
    "/sync/log",
    ...["customer", "product", "contract", "lines", "confirm"].map(
      (step) => `/sync/wizard/${tasks[0]?.id}?step=${step}`,
    ),
    `/sync/plans/${plan.id}`,
    "/sandbox/requests",
    "/sandbox/world",
    `/sandbox/world?company=${story.companyId(first)}`,
    `/sync?search=${encodeURIComponent(first)}`,
    `/customer-map?search=${encodeURIComponent(first)}`,
  ];
  for (const address of screens) {
    await page.goto(address, { waitUntil: "networkidle" });
    await expect(page.locator("h1")).toBeVisible();
  }
  expect(hits).toEqual([]);
});
