import { describe, expect, it } from "vitest";
import { decideTasks } from "./decide-tasks";
import type { PictureTask } from "./picture";
import { afterDecision, lineOf, pictureOf, rulesOf, tenApplied } from "./test-picture";

const decide = (picture = pictureOf(), rules = rulesOf()) => decideTasks(picture, rules);

/** A task of 12 seats from 17 March. */
function taskOf(overrides: Partial<PictureTask> = {}): PictureTask {
  const picture = pictureOf({ lastApplied: tenApplied, lines: [lineOf({ sequence: 2 })] });
  const [task] = afterDecision(picture, decide(picture)).tasks;
  if (!task) throw new Error("There is no task.");
  return { ...task, ...overrides };
}

describe("a task's type and direction", () => {
  it.each([
    {
      orderType: "sales",
      quantity: "12",
      known: false,
      type: "sales",
      direction: undefined,
      corrected: false,
    },
    { orderType: "change", quantity: "12", known: true, type: "change", direction: "up", corrected: false },
    { orderType: "change", quantity: "9", known: true, type: "change", direction: "down", corrected: false },
    {
      orderType: "change",
      quantity: "12",
      known: false,
      type: "sales",
      direction: undefined,
      corrected: true,
    },
    { orderType: "sales", quantity: "12", known: true, type: "change", direction: "up", corrected: true },
    {
      orderType: "change",
      quantity: "0",
      known: true,
      type: "cancellation",
      direction: undefined,
      corrected: true,
    },
    {
      orderType: "cancellation",
      quantity: "4",
      known: true,
      type: "change",
      direction: "down",
      corrected: true,
    },
    { orderType: "billing", quantity: "12", known: true, type: "change", direction: "up", corrected: true },
  ] as const)("makes $type of $orderType to $quantity (known: $known)", (given) => {
    const { made } = decide(
      pictureOf({
        lines: [lineOf({ sequence: 2, orderType: given.orderType, quantity: given.quantity })],
        ...(given.known ? { lastApplied: tenApplied } : {}),
      }),
    );
    expect(made).toHaveLength(1);
    expect(made[0]).toMatchObject({ type: given.type, state: "ready" });
    expect(made[0]?.direction).toBe(given.direction);
    expect(made[0]?.warnings.some((warning) => warning.code === "type_corrected")).toBe(given.corrected);
  });

  it("says why content wins over the order's word", () => {
    const { made } = decide(pictureOf({ lines: [lineOf({ sequence: 2 })] }));
    expect(made[0]?.warnings).toEqual([
      {
        code: "type_corrected",
        message: "The order says change; nothing of this subscription was synced before, so it is a sale.",
      },
    ]);
  });

  it("takes a usage product's later figures as billing, 0 included", () => {
    const usage = { productKind: "usage", unit: "GB", lastApplied: tenApplied } as const;
    const { made } = decide(
      pictureOf({ ...usage, lines: [lineOf({ sequence: 2, orderType: "billing", quantity: "0" })] }),
    );
    expect(made[0]).toMatchObject({ type: "billing", quantity: "0", warnings: [] });
  });

  it("ends on the day after the last day of service", () => {
    const { made } = decide(
      pictureOf({
        lastApplied: tenApplied,
        lines: [
          lineOf({ sequence: 2, orderType: "cancellation", quantity: undefined, endDate: "2026-03-31" }),
        ],
      }),
    );
    expect(made[0]).toMatchObject({
      type: "cancellation",
      quantity: "0",
      effectiveDate: "2026-04-01",
      sentence: "10 seats, none from 1 April",
    });
  });
});

describe("the effective date", () => {
  it.each([
    ["Europe/London", "2026-03-31"],
    ["America/New_York", "2026-03-31"],
    ["Europe/Berlin", "2026-04-01"],
  ])("is the day of the order in %s: %s", (zone, date) => {
    const lines = [lineOf({ sequence: 2, orderedAt: "2026-03-31T22:30:00.000Z" })];
    expect(decide(pictureOf({ lines }), rulesOf({ zone })).made[0]?.effectiveDate).toBe(date);
  });

  it("moves to the subscription's start with a warning", () => {
    const { made } = decide(
      pictureOf({ startDate: "2026-03-20", lines: [lineOf({ sequence: 2, effectiveDate: "2026-03-17" })] }),
    );
    expect(made[0]).toMatchObject({ effectiveDate: "2026-03-20" });
    expect(made[0]?.warnings.map((warning) => warning.code)).toContain("date_before_start");
  });
});

describe("several changes of one subscription", () => {
  it("merge to the last by order when they have the same date", () => {
    const lines = [
      lineOf({ sequence: 2, orderedAt: "2026-03-17T09:10:00.000Z", quantity: "12" }),
      lineOf({ sequence: 3, orderedAt: "2026-03-17T16:40:00.000Z", quantity: "11" }),
    ];
    const { made, counts } = decide(pictureOf({ lastApplied: tenApplied, lines }));
    expect(made).toHaveLength(1);
    expect(made[0]).toMatchObject({ quantity: "11", sentence: "10 to 11 seats from 17 March" });
    expect(made[0]?.orderLineIds).toEqual(["line-2", "line-3"]);
    expect(counts).toEqual({ lookedAt: 2, made: 1, merged: 1, superseded: 0, withoutEffect: 0 });
  });

  it("wait behind each other when they have different dates", () => {
    const lines = [
      lineOf({ sequence: 2, effectiveDate: "2026-03-20", quantity: "13" }),
      lineOf({ sequence: 3, effectiveDate: "2026-03-17", quantity: "12" }),
    ];
    const { made } = decide(pictureOf({ lastApplied: tenApplied, lines }));
    expect(made.map((task) => [task.effectiveDate, task.state, task.sentence])).toEqual([
      ["2026-03-17", "ready", "10 to 12 seats from 17 March"],
      ["2026-03-20", "held", "12 to 13 seats from 20 March"],
    ]);
    expect(made[1]?.waitsForTaskId).toBe(made[0]?.id);
  });

  it("replace a task of the same date that nobody has decided, with all its lines", () => {
    const task = taskOf();
    const picture = pictureOf({
      lastApplied: tenApplied,
      tasks: [task],
      lines: [lineOf({ sequence: 3, orderedAt: "2026-03-17T16:40:00.000Z", quantity: "11" })],
    });
    const { made, superseded, counts } = decide(picture);
    expect(superseded).toEqual([{ id: task.id, version: 1, from: "ready", byTaskId: made[0]?.id }]);
    expect(made[0]).toMatchObject({ quantity: "11", orderLineIds: ["line-2", "line-3"] });
    expect(counts).toMatchObject({ superseded: 1, made: 0 });
  });

  it("take an ignored task up again", () => {
    const ignored = taskOf({ state: "ignored", effectiveDate: "2026-03-10" });
    const { made, superseded } = decide(
      pictureOf({
        lastApplied: tenApplied,
        tasks: [ignored],
        lines: [lineOf({ sequence: 3, quantity: "14" })],
      }),
    );
    expect(superseded[0]).toMatchObject({ id: ignored.id, byTaskId: made[0]?.id });
    expect(made[0]).toMatchObject({ state: "ready", quantity: "14", orderLineIds: ["line-2", "line-3"] });
  });

  it.each(["approved", "applying", "failed", "needs_review"] as const)(
    "are held behind one that is %s, of the same date too",
    (state) => {
      const earlier = taskOf({ state });
      const { made, superseded } = decide(
        pictureOf({
          lastApplied: tenApplied,
          tasks: [earlier],
          lines: [lineOf({ sequence: 3, orderedAt: "2026-03-17T16:40:00.000Z", quantity: "14" })],
        }),
      );
      expect(superseded).toEqual([]);
      expect(made[0]).toMatchObject({ state: "held", waitsForTaskId: earlier.id });
    },
  );

  it.each(["2026-03-17", "2026-03-10"])("take up one of %s that is scheduled for later", (effectiveDate) => {
    const scheduled = taskOf({ state: "scheduled", effectiveDate });
    const { made, superseded } = decide(
      pictureOf({
        lastApplied: tenApplied,
        tasks: [scheduled],
        lines: [lineOf({ sequence: 3, orderedAt: "2026-03-17T16:40:00.000Z", quantity: "14" })],
      }),
    );
    expect(superseded).toMatchObject([{ id: scheduled.id, byTaskId: made[0]?.id }]);
    expect(made).toMatchObject([{ state: "ready", quantity: "14", orderLineIds: ["line-2", "line-3"] }]);
  });

  it("wait for nothing that is scheduled for a later day", () => {
    const scheduled = taskOf({ state: "scheduled", effectiveDate: "2026-04-01" });
    const { made, superseded } = decide(
      pictureOf({
        lastApplied: tenApplied,
        tasks: [scheduled],
        lines: [lineOf({ sequence: 3, effectiveDate: "2026-03-17", quantity: "14" })],
      }),
    );
    expect(superseded).toEqual([]);
    expect(made).toMatchObject([{ state: "ready", quantity: "14" }]);
  });

  it("put a later task that was ready on hold when an earlier one arrives late", () => {
    const later = taskOf();
    const { made, changed } = decide(
      pictureOf({
        lastApplied: tenApplied,
        tasks: [later],
        lines: [lineOf({ sequence: 3, effectiveDate: "2026-03-10", quantity: "11" })],
      }),
    );
    expect(made[0]).toMatchObject({ state: "ready", effectiveDate: "2026-03-10" });
    expect(changed[0]).toMatchObject({
      id: later.id,
      from: "ready",
      state: "held",
      waitsForTaskId: made[0]?.id,
      sentence: "11 to 12 seats from 17 March",
    });
  });
});

describe("a line without effect", () => {
  it("equals what was applied last", () => {
    const lines = [lineOf({ sequence: 2, quantity: "10", unitPrice: "20" })];
    const { made, clearedLineIds, counts } = decide(pictureOf({ lastApplied: tenApplied, lines }));
    expect(made).toEqual([]);
    expect(clearedLineIds).toEqual(["line-2"]);
    expect(counts).toMatchObject({ lookedAt: 1, withoutEffect: 1 });
  });

  it("is none when it brings a fee, which is listed with a warning", () => {
    const fees = [{ kind: "upgrade", quantity: "1", unitPrice: "5" } as const];
    const { made } = decide(
      pictureOf({
        lastApplied: tenApplied,
        lines: [lineOf({ sequence: 2, quantity: "10", fees: [...fees] })],
      }),
    );
    expect(made[0]?.extras.fees).toMatchObject([{ kind: "upgrade", orderLineId: "line-2" }]);
    expect(made[0]?.warnings.map((warning) => warning.code)).toEqual(["brings_fee"]);
  });

  it("came and went before anything of it was synced", () => {
    const lines = [
      lineOf({ sequence: 2, orderType: "sales", quantity: "5" }),
      lineOf({
        sequence: 3,
        orderedAt: "2026-03-17T10:00:00.000Z",
        orderType: "cancellation",
        quantity: "0",
      }),
    ];
    expect(decide(pictureOf({ lines })).made).toEqual([]);
  });

  it.each(["trial", "pending", "suspended"] as const)("belongs to a subscription that is %s", (status) => {
    const { made, clearedLineIds } = decide(pictureOf({ status, lines: [lineOf({ sequence: 2 })] }));
    expect([made, clearedLineIds]).toEqual([[], ["line-2"]]);
  });

  it.each([
    { customerMapping: "do_not_map" },
    { productMapping: "free" },
    { isBillingExcluded: true },
  ] as const)("belongs to what is excluded: %o", (excluded) => {
    const { made, superseded } = decide(
      pictureOf({ ...excluded, tasks: [taskOf()], lines: [lineOf({ sequence: 3 })] }),
    );
    expect(made).toEqual([]);
    expect(superseded).toHaveLength(1);
  });

  it("is an older order of a day on which a newer one was applied", () => {
    const applied = { ...tenApplied, effectiveDate: "2026-03-17", orderedAt: "2026-03-17T16:00:00.000Z" };
    expect(decide(pictureOf({ lastApplied: applied, lines: [lineOf({ sequence: 2 })] })).made).toEqual([]);
  });

  it("never hides one that is dated and ordered before what is applied: a person decides", () => {
    const applied = { ...tenApplied, effectiveDate: "2026-03-17", orderedAt: "2026-03-17T16:00:00.000Z" };
    const lines = [lineOf({ sequence: 2, effectiveDate: "2026-03-10" })];
    expect(decide(pictureOf({ lastApplied: applied, lines })).made[0]?.state).toBe("needs_review");
  });
});

describe("what is missing", () => {
  it("is named, all of it", () => {
    const { made } = decide(
      pictureOf({
        customerMapping: undefined,
        productMapping: "broken",
        hasContract: false,
        lines: [lineOf({ sequence: 2 })],
      }),
    );
    expect(made[0]).toMatchObject({ state: "needs_mapping", missing: ["customer", "product", "contract"] });
  });

  it("comes and the task is ready; goes and it needs a mapping again", () => {
    const unmapped = pictureOf({
      lastApplied: tenApplied,
      hasContract: false,
      lines: [lineOf({ sequence: 2 })],
    });
    const waiting = afterDecision(unmapped, decide(unmapped));
    const mapped = { ...waiting, hasContract: true };
    const ready = decide(mapped);
    expect(ready.changed).toMatchObject([{ from: "needs_mapping", state: "ready", missing: [] }]);
    const again = { ...afterDecision(mapped, ready), customerMapping: "not_mapped" as const };
    expect(decide(again).changed).toMatchObject([
      { from: "ready", state: "needs_mapping", missing: ["customer"] },
    ]);
  });

  it("changes nothing when it is as it was", () => {
    const picture = pictureOf({ lastApplied: tenApplied, tasks: [taskOf()] });
    expect(decide(picture)).toMatchObject({ made: [], changed: [], superseded: [], clearedLineIds: [] });
  });
});

describe("a held task", () => {
  it("comes forward when its predecessor was ignored, as a change from what is applied", () => {
    const blocker = taskOf({ id: "blocker", effectiveDate: "2026-03-10", state: "ignored" });
    const held = taskOf({ state: "held", waitsForTaskId: "blocker", previousQuantity: "11" });
    const { changed } = decide(pictureOf({ lastApplied: tenApplied, tasks: [blocker, held] }));
    expect(changed).toMatchObject([
      { id: held.id, state: "ready", previousQuantity: "10", sentence: "10 to 12 seats from 17 March" },
    ]);
  });
});

describe("a withdrawn order", () => {
  it("ends its task and leaves what other orders brought", () => {
    const task = taskOf({ orderLineIds: ["line-2", "line-3"], quantity: "14" });
    const { made, superseded, clearedLineIds } = decide(
      pictureOf({
        lastApplied: tenApplied,
        tasks: [task],
        lines: [
          lineOf({ sequence: 3, orderStatus: "withdrawn", quantity: "14" }),
          lineOf({ sequence: 2, isReturned: true }),
        ],
      }),
    );
    expect(superseded).toMatchObject([{ id: task.id, byTaskId: made[0]?.id }]);
    expect(made[0]).toMatchObject({ quantity: "12", orderLineIds: ["line-2"] });
    expect(clearedLineIds).toEqual(["line-3"]);
  });

  it("waits unseen while its task is on its way", () => {
    const task = taskOf({ state: "applying" });
    const lines = [lineOf({ sequence: 2, orderStatus: "withdrawn" })];
    const { superseded, clearedLineIds } = decide(
      pictureOf({ lastApplied: tenApplied, tasks: [task], lines }),
    );
    expect([superseded, clearedLineIds]).toEqual([[], []]);
  });
});
