import { helloWeight, weigh } from "./support/route-weight";
import { expect, type Story, test } from "./support/story";

/** Goal of a route beyond what the framework's hello page loads. */
const allowance = 60 * 1024;

/** Addresses of every screen, for a partner with data. */
async function screens(story: Story): Promise<Record<string, string>> {
  const { tasks } = await story.admin.get<{ tasks: { id: string }[] }>(
    "/api/v1/sync-tasks?states=ready&limit=1",
  );
  const { plans } = await story.admin.get<{ plans: { id: string }[] }>("/api/v1/plans?limit=1");
  return {
    Overview: "/overview",
    Integrations: "/integrations",
    "Integration Setup": `/integrations/${story.connectionId}/setup`,
    Install: "/integrations/install/autotask",
    "Customer Map": "/customer-map",
    Products: "/products",
    Sync: "/sync",
    "Sync wizard": `/sync/wizard/${tasks[0]?.id}?step=lines`,
    Plan: `/sync/plans/${plans[0]?.id}`,
    "Action Log": "/sync/log",
    Settings: "/settings",
    "PSA sandbox, requests": "/sandbox/requests",
    "PSA sandbox, world": `/sandbox/world?contract=${story.contractId("Alder")}`,
    "PSA sandbox, faults": "/sandbox/faults",
  };
}

test("no screen weighs more than the framework's hello page and 60 kB of JavaScript", async ({
  context,
  tell,
  stage,
}) => {
  test.slow();
  const story = await tell({ customers: [{ name: "Alder", held: 10 }] });
  await story.order("Alder", 12);
  await story.check();
  const hello = helloWeight();
  const heavy: string[] = [];
  const look = async (name: string, address: string) => {
    // A page of its own: nothing comes from the cache of the one before.
    const page = await context.newPage();
    const weight = await weigh(page, address);
    const over = weight - hello;
    const line = `${name}: hello ${Math.round(hello / 1024)} kB + ${(over / 1024).toFixed(1)} kB`;
    test.info().annotations.push({ type: "weight", description: line });
    if (process.env.STAGE_LOG) console.log(line);
    if (over > allowance) heavy.push(line);
    await page.close();
  };
  await story.signIn(context);
  for (const [name, address] of Object.entries(await screens(story))) await look(name, address);
  await context.request.post(`${stage.portalUrl}/api/v1/sessions`, {
    data: { email: "noah@larkspur.example", password: "counterpart-demo" },
  });
  await look("Vendor's partners", "/vendor");
  expect(heavy).toEqual([]);
});
