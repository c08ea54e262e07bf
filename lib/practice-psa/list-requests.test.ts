import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openConnector } from "@/lib/connections/open-connector";
import { changeFaults } from "./change-faults";
import { getRequest } from "./get-request";
import { listFaults } from "./list-faults";
import { listRequests } from "./list-requests";
import { type Practice, PracticeBed } from "./practice.fixture";

let bed: PracticeBed;
let own: Practice;
beforeAll(async () => {
  bed = await PracticeBed.start();
});
afterAll(() => bed.stop());
beforeEach(async () => {
  own = await bed.partner();
});

async function askPsa(): Promise<void> {
  const connector = await openConnector(own.ctx, own.connectionId);
  for await (const _page of connector.listCatalogItems());
}
const received = (more: object = {}) => listRequests(own.ctx, { world: own.world, limit: 100, ...more });

describe("what the PSA received", () => {
  it("is counted, and listed the newest first", async () => {
    await askPsa();
    const told = await received();
    expect(told).toMatchObject({ writes: 0, next: null, world: { name: own.world } });
    expect(told.total).toBe(told.requests.length);
    const places = told.requests.map(({ seq }) => seq);
    expect(places).toEqual([...places].sort((one, other) => other - one));
    expect(told.requests).toContainEqual(
      expect.objectContaining({ method: "POST", path: "/Services/query", status: 200, isWrite: false }),
    );
  });

  it("is read page by page and filtered", async () => {
    await askPsa();
    const all = (await received()).requests.map(({ seq }) => seq);
    const first = await received({ limit: 1 });
    const second = await received({ limit: 1, before: first.next ?? 0 });
    expect([first.requests[0]?.seq, second.requests[0]?.seq]).toEqual(all.slice(0, 2));
    expect((await received({ isWrite: true })).requests).toEqual([]);
    expect((await received({ text: "services/query" })).requests).not.toEqual([]);
    expect((await received({ text: "no such text" })).requests).toEqual([]);
  });

  it("is shown whole on request, costs only to those who may see them", async () => {
    await askPsa();
    const query = (await received()).requests.find(({ path }) => path === "/Services/query");
    const at = { world: own.world, seq: query?.seq ?? 0 };
    expect(JSON.stringify(await getRequest(own.ctx, at))).toContain("unitCost");
    const seen = await getRequest(own.as("partner_viewer"), at);
    expect(JSON.stringify(seen.answer)).not.toMatch(/"unitCost":\d/);
    await expect(getRequest(own.ctx, { ...at, seq: 9999 })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("a fault", () => {
  it("hits as many requests as asked for and is counted", async () => {
    await changeFaults(own.ctx, {
      world: own.world,
      add: { kind: "500", count: null, isWritesOnly: false, path: "Services" },
    });
    expect(await bed.lastAudit(own.ctx.partnerId)).toMatchObject({ action: "sandbox.faults_changed" });
    await expect(askPsa()).rejects.toMatchObject({ kind: "busy" });
    const { faults } = await listFaults(own.ctx, { world: own.world });
    expect(faults).toMatchObject([{ kind: "500", path: "*Services*", isWritesOnly: false, isSpent: false }]);
    expect(faults[0]?.fired).toBeGreaterThan(0);
    expect((await received()).requests).toContainEqual(
      expect.objectContaining({ fault: "500", status: 500 }),
    );
  });

  it("is cleared", async () => {
    const add = { kind: "429", count: 1, isWritesOnly: true, seconds: 30 } as const;
    const { faults } = await changeFaults(own.ctx, { world: own.world, add });
    const left = await changeFaults(own.ctx, { world: own.world, clear: faults[0]?.id ?? 0 });
    expect(left.faults).toEqual([]);
  });
});
