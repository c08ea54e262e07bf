import path from "node:path";
import { chromium, type Page } from "@playwright/test";
import { contractId } from "../db/seed/brightwater/world";
import { demoPassword } from "../db/seed/plant-people";
import { Portal } from "../db/seed/portal";
import { launchArguments } from "../e2e/support/browser";
import { readRecord } from "./launch/record";
import { readSettings } from "./launch/settings";

/** `npm run pictures`: takes the README's pictures anew of a demo that runs from this folder's data and was not touched. */
const running = await readRecord(readSettings(process.env).data);
if (!running) throw new Error("Start the demo first: npm start");

type Picture = { name: string; path: string; colorScheme: "light" | "dark"; ready: string };

const pictures: readonly Picture[] = [
  { name: "overview", path: "/overview", colorScheme: "light", ready: "Needs you" },
  { name: "wizard", path: await wizardOfCalder(running.portalUrl), colorScheme: "light", ready: "New sale" },
  { name: "customer-map", path: "/customer-map", colorScheme: "dark", ready: "Alder & Finch Solicitors" },
  {
    name: "sandbox",
    path: `/sandbox/world?contract=${contractId("alder")}`,
    colorScheme: "light",
    ready: "Managed Services",
  },
];

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: launchArguments });
for (const picture of pictures) {
  const context = await browser.newContext({
    baseURL: running.portalUrl,
    viewport: { width: 1440, height: 900 },
    colorScheme: picture.colorScheme,
    locale: "en-GB",
  });
  await context.request.post("/api/v1/sessions", {
    data: { email: "ada@brightwater.example", password: demoPassword },
  });
  await take(await context.newPage(), picture);
  await context.close();
}
await browser.close();

async function take(page: Page, { name, path: address, ready }: Picture): Promise<void> {
  await page.goto(address, { waitUntil: "networkidle" });
  await page.getByText(ready).first().waitFor();
  const file = path.join(import.meta.dirname, "../e2e/pictures", `${name}.png`);
  await page.screenshot({ path: file });
  console.log(file);
}

async function wizardOfCalder(portalUrl: string): Promise<string> {
  const ada = await Portal.signIn(portalUrl, "ada@brightwater.example", demoPassword);
  const { tasks } = await ada.get<{ tasks: { id: string; customerName: string }[] }>(
    "/api/v1/sync-tasks?states=ready&search=Calder",
  );
  return `/sync/wizard/${tasks[0]?.id}?step=lines`;
}
