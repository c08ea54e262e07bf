import { describe, expect, it } from "vitest";
import { toInstant } from "@/lib/clock";
import { coverageOf, unmappedOf } from "./coverage";
import { headline } from "./headline";
import { lookedAtOf } from "./looked-at";
import { perMonth, sayPerMonth, sumPerMonth } from "./month-money";
import type { Standing } from "./standing-query";
import { storyAge } from "./story-age";
import { tourSteps } from "./tour";

const year = (perYear: string, perYearMinor = "0", currency = "GBP") => ({
  currency,
  perYear,
  perYearMinor,
});

describe("money per month", () => {
  it.each([
    [year("112.8"), 940n],
    [year("100"), 833n],
    [year("-100"), -833n],
    [year("0", "1200"), 100n],
    [year("112.8", "1200"), 1040n],
    [year("1200", "0", "JPY"), 100n],
  ])("of %o is %s", (money, minor) => {
    expect(perMonth(money).minor).toBe(minor);
  });

  it("is rounded once, after the years are added up", () => {
    const thirds = [year("100"), year("100"), year("100")];
    expect(sumPerMonth(thirds)).toEqual([{ currency: "GBP", minor: 2500n }]);
  });

  it("keeps currencies apart and leaves out what is nothing", () => {
    const sums = sumPerMonth([year("120", "0", "USD"), year("12"), year("0", "0", "EUR")]);
    expect(sayPerMonth(sums)).toBe("1.00 GBP and 10.00 USD per month");
    expect(sayPerMonth([])).toBeUndefined();
  });
});

describe("the sentence", () => {
  const told = {
    customers: { total: 33, needPerson: 5, underWay: 0 },
    atStake: [{ currency: "GBP", minor: 7420n }],
    hasConnection: true,
    hasChecked: true,
    setup: null,
  };
  const step = { key: "x", detail: "", href: null };
  const setup = {
    done: 1,
    steps: [
      { ...step, title: "Connect your PSA", isDone: true },
      { ...step, title: "Map customers", isDone: false },
    ],
  };
  it.each([
    [{}, "28 of 33 customers in step; 5 need you: 74.20 GBP per month."],
    [
      { customers: { total: 33, needPerson: 1, underWay: 2 }, atStake: [] },
      "30 of 33 customers in step; 1 needs you; 2 under way.",
    ],
    [{ customers: { total: 33, needPerson: 0, underWay: 0 } }, "All 33 customers are in step."],
    [{ customers: { total: 1, needPerson: 0, underWay: 0 } }, "The one customer is in step."],
    [
      { customers: { total: 0, needPerson: 0, underWay: 0 } },
      "No customer holds anything yet, so there is nothing to keep in step.",
    ],
    [{ hasConnection: false }, "No PSA is connected yet. 33 customers wait to be billed."],
    [{ hasChecked: false, setup }, "Set-up: 1 of 2 steps done. Next: map customers."],
  ])("with %o is: %s", (change, sentence) => {
    expect(headline({ ...told, ...change })).toBe(sentence);
  });
});

describe("coverage", () => {
  const group = (place: Standing["coverage"][number]["place"], perYear: string, withoutPrice = 0) => ({
    ...year(perYear),
    place,
    subscriptions: 1,
    withoutPrice,
  });
  it("shows mapped money of all money and never rounds up", () => {
    const [shown] = coverageOf([group("mapped", "1199.88"), group("product", "0.12", 1)]);
    expect(shown).toMatchObject({ percent: "99.9", withoutPrice: 1, total: { minor: 10000n } });
    expect(coverageOf([group("mapped", "12")])[0]?.percent).toBe("100");
    expect(coverageOf([group("mapped", "0")])[0]?.percent).toBeNull();
  });

  it("counts what is not mapped and what broke as outside, not what a person left out", () => {
    const groups = [group("contract", "12"), group("customer_broken", "24"), group("excluded", "48")];
    expect(unmappedOf(groups)).toMatchObject({ subscriptions: 2, money: [{ minor: 300n }] });
  });
});

describe("the guided tour", () => {
  const id = "7b3f2c1e-0000-4000-8000-000000000001";
  const sale = {
    taskId: "t",
    taskState: "ready",
    planId: null,
    operationId: null,
    operationState: null,
    isUndone: false,
  };
  const applied = { ...sale, planId: "p", operationId: id, operationState: "confirmed" };
  const done = (facts: Parameters<typeof tourSteps>[0], lookedAt: string[] = []) =>
    tourSteps(facts, lookedAt)?.steps.map((step) => [step.key, step.isDone, step.href !== null]);

  it("goes on only as the data prove it", () => {
    expect(done({ sale, twin: null })).toEqual([
      ["walk_sale", false, true],
      ["look_at_psa", false, false],
      ["undo", false, false],
    ]);
    expect(done({ sale: applied, twin: null }, ["other"])).toEqual([
      ["walk_sale", true, true],
      ["look_at_psa", false, true],
      ["undo", false, true],
    ]);
    const twin = { customerName: "Harrow Joinery", isMapped: true };
    expect(tourSteps({ sale: { ...applied, isUndone: true }, twin }, [id])).toMatchObject({ done: 4 });
  });

  it("is not there for partners without its stories", () => {
    expect(tourSteps({ sale: null, twin: null }, [])).toBeNull();
  });

  it("remembers the latest operations that a browser looked at", () => {
    const other = id.replace("1e", "2f");
    const cookie = `a=b; counterpart-looked-at=${id}.${other}; c=d`;
    expect(lookedAtOf(cookie)).toEqual([id, other]);
    expect(lookedAtOf("counterpart-looked-at=<script>")).toEqual([]);
    expect(lookedAtOf(null)).toEqual([]);
  });
});

describe("the demo's story", () => {
  it("is old after three days", () => {
    const told = toInstant("2026-03-17T09:00:00Z");
    expect(storyAge(told, toInstant("2026-03-20T08:59:00Z"))).toMatchObject({ days: 2, isOld: false });
    expect(storyAge(told, toInstant("2026-03-20T09:00:00Z"))).toMatchObject({ days: 3, isOld: true });
    expect(storyAge(null, told)).toBeNull();
  });
});
