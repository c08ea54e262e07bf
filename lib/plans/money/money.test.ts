import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TestSandbox } from "@/lib/psa/test-sandbox";
import { histories } from "./history.fixture";
import { psaInProcess } from "./psa-in-process.fixture";
import { psaOverHttp } from "./psa-over-http.fixture";
import { walk } from "./walk.fixture";

/** What fits into twenty seconds; `npm run faults -- money --runs 20000` tries more, from another seed. */
const runs = 1200;

describe("any history of orders, to the unit, the day and the minor unit", () => {
  it(`bills what the days say, on the sandbox's arithmetic (${runs} histories)`, async () => {
    const told = { orders: 0, silent: 0, postings: 0 };
    const agrees = fc.asyncProperty(histories, async (history) => {
      const walked = await walk(history, psaInProcess(history));
      told.orders += walked.orders;
      told.silent += walked.silent;
      told.postings += walked.postings;
    });
    await fc.assert(agrees, { numRuns: runs });
    // Most changes are compared day by day; the rest stop a history where the specification says nothing.
    expect(told.orders).toBeGreaterThan(runs);
    expect(told.silent).toBeLessThan(told.orders / 5);
  }, 120_000);
});

describe("any history of orders, over HTTP", () => {
  let sandbox: TestSandbox;
  beforeAll(async () => {
    sandbox = await TestSandbox.start();
  });
  afterAll(() => sandbox.stop());

  it("bills what the days say (40 histories)", async () => {
    const oneADay = histories.map((history) => ({ ...history, changesPerDay: "one" as const }));
    const agrees = fc.asyncProperty(oneADay, async (history) => {
      await walk(history, await psaOverHttp(sandbox, history));
    });
    await fc.assert(agrees, { numRuns: 40 });
  }, 120_000);
});
