import { randomBytes } from "node:crypto";
import { test as base, expect, type Page } from "@playwright/test";
import pg from "pg";
import { readRecord } from "@/bin/launch/record";
import { storyDays } from "@/db/seed/days";
import { demoPassword, plantPartner } from "@/db/seed/plant-people";
import { Portal } from "@/db/seed/portal";
import { type RoleName, Story } from "./story-partner";
import type { StoryPlan } from "./story-plan";
import { World } from "./world";

type Fixtures = {
  /** Makes a partner of this test's own, with its PSA and its vendor's records. */
  tell: (plan: StoryPlan) => Promise<Story>;
};
type WorkerFixtures = { stage: { pool: pg.Pool; portalUrl: string; sandboxUrl: string; vendor: Portal } };

/** Complains about what no story may leave behind: errors in the console, refused scripts, foreign hosts. */
function watch(page: Page, complaints: string[]): void {
  page.on("console", (message) => {
    if (message.type() !== "error") return;
    // The browser's own note about an answer that the page expects and shows.
    if (/Failed to load resource: the server responded with a status of (4\d\d|503)/.test(message.text()))
      return;
    complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol.startsWith("http") && hostname !== "localhost" && hostname !== "127.0.0.1") {
      complaints.push(`asked a foreign host: ${hostname}`);
    }
  });
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  stage: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are wanted from this pattern
    async ({}, use) => {
      const running = await readRecord(process.env.COUNTERPART_DATA ?? "");
      if (!running?.sandboxUrl) throw new Error("The portal of this run has left no record.");
      const { portalUrl, sandboxUrl, appUrl } = running;
      const pool = new pg.Pool({ connectionString: appUrl, max: 2 });
      const vera = await Portal.signIn(portalUrl, "vera@larkspur.example", demoPassword);
      const { key } = await vera.post<{ key: string }>("/api/v1/api-keys", {
        name: "Stories",
        scopes: ["ingest:products", "ingest:customers", "ingest:orders", "ingest:subscriptions"],
      });
      await use({ pool, portalUrl, sandboxUrl, vendor: Portal.withKey(portalUrl, key) });
      await pool.end();
    },
    { scope: "worker" },
  ],
  tell: async ({ stage }, use) => {
    const { pool, portalUrl, sandboxUrl, vendor } = stage;
    await use(async (plan) => {
      const run = randomBytes(4).toString("hex");
      const { rows } = await pool.query<{ now: Date }>("select business_now() as now");
      const now = rows[0]?.now;
      if (!now) throw new Error("The database has no business clock.");
      const person = (role: RoleName) => ({
        email: `${role}@${run}.example`,
        name: `${role[0]?.toUpperCase()}${role.slice(1)} ${run}`,
        role: `partner_${role}` as const,
        canSeeCost: role === "admin",
      });
      await plantPartner(pool, {
        code: `P-${run}`,
        name: `Partner ${run}`,
        country: "GB",
        currency: "GBP",
        timeZone: "Europe/London",
        locale: "en-GB",
        invoiceDay: "1",
        persons: [person("admin"), person("operator"), person("viewer")],
      });
      const apiUser = { userName: `api@${run}.example`, secret: `secret-of-${run}` };
      const admin = await Portal.signIn(portalUrl, `admin@${run}.example`, demoPassword);
      const world = new World(sandboxUrl, apiUser.userName);
      const days = storyDays(now, "Europe/London");
      const story = new Story(run, portalUrl, days, now, world, apiUser, plan, admin, vendor);
      await story.prepare();
      return story;
    });
  },
  page: async ({ page }, use) => {
    const complaints: string[] = [];
    watch(page, complaints);
    await use(page);
    expect(complaints, "what the browser complained about").toEqual([]);
  },
});

export { expect, type Story };
