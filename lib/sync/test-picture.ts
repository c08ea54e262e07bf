import { toInstant } from "@/lib/clock";
import type { Rules } from "./collect-drafts";
import type { Decision } from "./decision";
import type { Picture, PictureLine, PictureTask } from "./picture";

/** For tests of the rules: a mapped subscription of 10 seats at 20.00 that nothing was synced of yet. */
export function pictureOf(overrides: Partial<Picture> = {}): Picture {
  return {
    subscriptionId: "subscription",
    customerId: "customer",
    productId: "product",
    status: "active",
    held: { quantity: "10", unitPrice: "20", unitCost: "14.5", asOf: "2026-01-05T09:00:00.000Z" },
    currency: "GBP",
    startDate: "2026-01-01",
    productKind: "licence",
    unit: "seat",
    customerMapping: "mapped",
    productMapping: "mapped",
    hasContract: true,
    isBillingExcluded: false,
    lines: [],
    tasks: [],
    ...overrides,
  };
}

/** What was applied last: 10 seats at 20.00 from 1 January. */
export const tenApplied = {
  quantity: "10",
  unitPrice: "20",
  unitCost: "14.5",
  effectiveDate: "2026-01-01",
  orderedAt: "2026-01-01T09:00:00.000Z",
  orderSequence: 1,
};

/** A completed order line of 17 March, 09:00 in London; `at` is the instant it was ordered. */
export function lineOf(overrides: Partial<PictureLine> & { sequence: number }): PictureLine {
  return {
    id: `line-${overrides.sequence}`,
    orderedAt: "2026-03-17T09:00:00.000Z",
    orderType: "change",
    orderStatus: "completed",
    quantity: "12",
    ...overrides,
  };
}

let made = 0;

/** Today is 17 March 2026 in London; new ids count up. */
export function rulesOf(overrides: Partial<Rules> = {}): Rules {
  return {
    connectionId: "connection",
    today: "2026-03-17",
    zone: "Europe/London",
    newId: () => `task-${++made}`,
    ...overrides,
  };
}

export const isoOf = (milliseconds: number): string => toInstant(milliseconds).toISOString();

/** The picture after a decision was written: what the next check would read. */
export function afterDecision(picture: Picture, decision: Decision): Picture {
  const gone = new Set(decision.superseded.map((task) => task.id));
  const changed = new Map(decision.changed.map((task) => [task.id, task]));
  const kept = picture.tasks
    .filter((task) => !gone.has(task.id))
    .map((task): PictureTask => {
      const facts = changed.get(task.id);
      if (!facts) return task;
      const { from: _from, ...moved } = facts;
      return { ...task, ...moved, version: task.version + 1 };
    });
  const added = decision.made.map(
    (task): PictureTask => ({ ...task, version: 1, connectionId: "connection" }),
  );
  const recalled = new Set(decision.recalledLineIds);
  const overlooked = picture.lines.filter(
    (line) => (decision.overlookedLineIds.includes(line.id) || line.isOverlooked) && !recalled.has(line.id),
  );
  return {
    ...picture,
    lines: overlooked.map((line) => ({ ...line, isReturned: true, isOverlooked: true })),
    tasks: [...kept, ...added],
  };
}
