import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { placeOrders } from "@/e2e/support/billing-stage";
import { pageOf } from "@/lib/http/paging";
import { ApplyFixture } from "@/lib/plans/apply-fixture";
import { exportOperations } from "./export-operations";
import { getLoggedOperation } from "./get-operation";
import { listOperations } from "./list-operations";
import { logSentence, summariseOperations } from "./summarise-operations";

const firstPage = { after: undefined, limit: 50 };

describe("the Action Log", () => {
  let fixture: ApplyFixture;
  let stage: Awaited<ReturnType<ApplyFixture["stage"]>>;
  beforeAll(async () => {
    fixture = await ApplyFixture.open();
    stage = await fixture.stage(2);
    await placeOrders(fixture.database.superuserPool, stage, { count: 2, quantity: "12" });
    await fixture.apply(stage, await fixture.approvedPlan(stage));
  });
  afterAll(() => fixture.close());

  it("tells before, after and the PSA's line of each write", async () => {
    const { operations } = await listOperations(stage.ctx, {}, firstPage);
    const write = operations.find(({ kind }) => kind === "set_line_quantity");
    expect(write).toMatchObject({
      state: "confirmed",
      change: { what: "quantity", before: "10", after: "12" },
      psaLineId: expect.stringMatching(/^\d+$/),
      connectionName: expect.stringMatching(/./),
    });
    expect(Object.keys(write?.actor ?? {})).toEqual(["kind", "name", "id"]);
  });

  it("goes on page by page where it stopped, and narrows by day, state, customer and text", async () => {
    const { operations: all } = await listOperations(stage.ctx, {}, firstPage);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listOperations(stage.ctx, {}, pageOf({ cursor, limit: 1 }, "time"));
      seen.push(...page.operations.map(({ id }) => id));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(seen).toEqual(all.map(({ id }) => id));
    const count = async (filter: Parameters<typeof listOperations>[1]) =>
      (await listOperations(stage.ctx, filter, firstPage)).operations.length;
    const day = all[0]?.createdAt.toISOString().slice(0, 10) ?? "";
    expect(await count({ fromDate: day, toDate: day })).toBe(all.length);
    expect(await count({ toDate: "2020-01-01" })).toBe(0);
    expect(await count({ states: ["refused"] })).toBe(0);
    expect(await count({ search: all[0]?.customerName ?? "" })).toBeGreaterThan(0);
    expect(await count({ search: "nobody of this name" })).toBe(0);
  });

  it("puts both sides of a written line next to each other, with its task and its reasons", async () => {
    const { operations } = await listOperations(stage.ctx, {}, firstPage);
    const id = operations.find(({ kind }) => kind === "set_line_quantity")?.id ?? "";
    const detail = await getLoggedOperation(stage.ctx, { operationId: id });
    expect(detail.sides).toMatchObject({
      vendor: { quantity: expect.stringMatching(/^\d/) },
      lastWritten: { quantity: "12" },
      psa: { quantity: "12" },
    });
    expect(detail.taskNumber).toBeGreaterThan(0);
    expect(detail.reasons.length).toBeGreaterThan(0);
    const viewer = fixture.as(stage, "partner_viewer");
    const seen = JSON.stringify(await getLoggedOperation(viewer, { operationId: id }));
    expect(seen).not.toMatch(/cost/i);
  });

  it("is summed up and can be taken out as rows of a spreadsheet", async () => {
    const summary = await summariseOperations(stage.ctx);
    expect(summary.writtenToday).toBe(summary.writtenWeek);
    expect(summary.sentence).toMatch(
      /^\d+ writes in the last 7 days, each read back from the PSA; none refused\.$/,
    );
    const { csv } = await exportOperations(stage.ctx, {});
    expect(csv.split("\r\n").length - 2).toBe(summary.writtenWeek);
    const other = await fixture.stage(1);
    expect((await listOperations(other.ctx, {}, firstPage)).operations).toEqual([]);
  });
});

describe("the first sentence of the Action Log", () => {
  const none = { writtenToday: 0, writtenWeek: 0, refusedWeek: 0, inReview: 0, underWay: 0, lastAt: null };
  const some = { ...none, lastAt: {} as Date };
  it.each([
    [logSentence(none), "No writes yet. Every write to the PSA will stand here, with what was there before."],
    [logSentence({ ...some, inReview: 1 }), "1 write needs you: its outcome could not be proved."],
    [logSentence({ ...some, underWay: 3, writtenToday: 2 }), "3 writes under way; 2 written today."],
    [logSentence(some), "Nothing was written in the last 7 days."],
    [
      logSentence({ ...some, writtenWeek: 34, refusedWeek: 2 }),
      "34 writes in the last 7 days, each read back from the PSA; 2 refused.",
    ],
  ])("%s", (said, expected) => expect(said).toBe(expected));
});
