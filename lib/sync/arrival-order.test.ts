import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decideTasks } from "./decide-tasks";
import type { Picture, PictureLine } from "./picture";
import { tasksToReopen, withReturned } from "./reopened-tasks";
import { afterDecision, isoOf, lineOf, pictureOf, rulesOf, tenApplied } from "./test-picture";

const march = 1_772_323_200_000;

/** Completed lines of one subscription, each ordered at an instant of its own. */
const lines = fc
  .uniqueArray(
    fc.record({
      minute: fc.integer({ min: 0, max: 25_000 }),
      day: fc.option(fc.integer({ min: 10, max: 16 }), { nil: undefined }),
      quantity: fc.integer({ min: 0, max: 14 }),
      orderType: fc.constantFrom("sales", "change", "cancellation", "billing" as const),
      price: fc.constantFrom("20", "22", undefined),
      hasFee: fc.boolean(),
    }),
    { minLength: 1, maxLength: 8, selector: (line) => line.minute },
  )
  .map((drawn) =>
    drawn.map(
      (line, index): PictureLine =>
        lineOf({
          sequence: 100 + index,
          orderedAt: isoOf(march + line.minute * 60_000),
          ...(line.day === undefined ? {} : { effectiveDate: `2026-03-${line.day}` }),
          quantity: String(line.quantity),
          orderType: line.orderType,
          unitPrice: line.price,
          ...(line.hasFee ? { fees: [{ kind: "setup", quantity: "1", unitPrice: "5" }] } : {}),
        }),
    ),
  );

/** The lines in another order of arrival, cut into checks. */
const arrival = lines.chain((ordered) =>
  fc.record({
    ordered: fc.constant(ordered),
    arrived: fc.shuffledSubarray(ordered, { minLength: ordered.length }),
    cuts: fc.array(fc.boolean(), { minLength: ordered.length, maxLength: ordered.length }),
    isKnown: fc.boolean(),
  }),
);

function checkAll(start: Picture, batches: readonly (readonly PictureLine[])[]): Picture {
  const all = new Map(batches.flat().map((line) => [line.id, line]));
  let picture = start;
  for (const batch of batches) {
    const unseen = { ...picture, lines: [...picture.lines, ...batch] };
    const reopened = tasksToReopen(unseen, rulesOf().zone);
    const lineIds = unseen.tasks
      .filter((task) => reopened.includes(task.id))
      .flatMap((task) => task.orderLineIds);
    const checked = withReturned(
      unseen,
      lineIds.flatMap((id) => all.get(id) ?? []),
    );
    picture = afterDecision(checked, decideTasks(checked, rulesOf()));
  }
  return picture;
}

function batchesOf(arrived: readonly PictureLine[], cuts: readonly boolean[]): PictureLine[][] {
  const batches: PictureLine[][] = [[]];
  arrived.forEach((line, index) => {
    batches.at(-1)?.push(line);
    if (cuts[index]) batches.push([]);
  });
  return batches;
}

/** Tasks without what names them: ids differ from run to run. */
const shown = (picture: Picture) =>
  picture.tasks
    .map((task) => ({
      date: task.effectiveDate,
      type: task.type,
      state: task.state,
      direction: task.direction,
      quantity: task.quantity,
      unitPrice: task.unitPrice,
      lines: [...task.orderLineIds].sort(),
      fees: task.extras?.fees?.length ?? 0,
      waitsFor: picture.tasks.find((other) => other.id === task.waitsForTaskId)?.effectiveDate,
    }))
    .sort((one, other) => (one.date < other.date ? -1 : 1));

describe("order lines in any order of arrival, over any number of checks", () => {
  const start = (isKnown: boolean) => pictureOf(isKnown ? { lastApplied: tenApplied } : {});

  const endsTheSame = fc.property(arrival, ({ ordered, arrived, cuts, isKnown }) => {
    const atOnce = checkAll(start(isKnown), [ordered]);
    const inParts = checkAll(start(isKnown), batchesOf(arrived, cuts));
    expect(shown(inParts)).toEqual(shown(atOnce));
  });

  it("end in the same tasks", () => {
    fc.assert(endsTheSame, { numRuns: 500 });
  });

  // A known fault: several sales of quantity 0 can leave a cancellation of 0 behind. No amount is wrong. This test fails
  // as soon as the fault is mended; then it becomes a plain one with the same seed.
  it.fails("end in the same tasks when sales of quantity 0 arrive in parts", () => {
    fc.assert(endsTheSame, { numRuns: 500, seed: 136463519 });
  });

  it("end in exactly one task each, or are without effect", () => {
    fc.assert(
      fc.property(arrival, ({ arrived, cuts, isKnown }) => {
        const { tasks } = checkAll(start(isKnown), batchesOf(arrived, cuts));
        const ends = tasks.flatMap((task) => task.orderLineIds);
        expect(new Set(ends).size).toBe(ends.length);
        const dates = tasks.map((task) => task.effectiveDate);
        expect(new Set(dates).size).toBe(dates.length);
        expect(tasks.filter((task) => task.state === "ready").length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 500 },
    );
  });

  it("are each counted once under what became of them", () => {
    fc.assert(
      fc.property(arrival, ({ ordered, isKnown }) => {
        const { counts, clearedLineIds } = decideTasks({ ...start(isKnown), lines: ordered }, rulesOf());
        expect(counts.made + counts.merged + counts.superseded + counts.withoutEffect).toBe(ordered.length);
        expect([...clearedLineIds].sort()).toEqual(ordered.map((line) => line.id).sort());
      }),
    );
  });
});
