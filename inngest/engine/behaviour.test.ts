import { NonRetriableError, RetryAfterError } from "inngest";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Harness, openHarness, until } from "./testing/harness";

/** What the functions below did, in order, by the word their event carried. */
const done = new Map<string, string[]>();
const note = (word: unknown, what: string): number => {
  const list = done.get(String(word)) ?? [];
  done.set(String(word), list);
  return list.push(what);
};
const doneBy = (word: string): readonly string[] => done.get(word) ?? [];

describe.each([
  { checkpointing: true, mode: "with checkpointing" },
  { checkpointing: false, mode: "with one call for each step" },
])("a function, $mode", ({ checkpointing }) => {
  let engine: Harness;
  /** A word of the test's own in each mode. */
  const word = (text: string): string => `${text} ${checkpointing}`;

  beforeAll(async () => {
    engine = await openHarness(
      (inngest) => [
        inngest.createFunction({ id: "plain", retries: 0, triggers: [{ event: "plain" }] }, ({ event }) => ({
          got: event.data.word,
        })),
        inngest.createFunction(
          { id: "sequence", retries: 0, triggers: [{ event: "sequence" }] },
          async ({ event, step }) => {
            const first = await step.run("first", () => note(event.data.word, "first"));
            const second = await step.run("second", () => first + note(event.data.word, "second"));
            await step.sleep("rest", "1h");
            return step.run("third", () => second + note(event.data.word, "third"));
          },
        ),
        inngest.createFunction(
          { id: "until", retries: 0, triggers: [{ event: "until" }] },
          async ({ event, step }) => {
            await step.sleepUntil("noon", "2026-03-18T12:00:00Z");
            return note(event.data.word, "noon");
          },
        ),
        inngest.createFunction(
          { id: "step-retry", retries: 3, triggers: [{ event: "step-retry" }] },
          async ({ event, step, attempt }) => {
            await step.run("before", () => note(event.data.word, "before"));
            await step.run("shaky", () => {
              if (note(event.data.word, `shaky ${attempt}`) < 4) throw new Error("not yet");
            });
            return step.run("after", () => note(event.data.word, `after ${attempt}`));
          },
        ),
        inngest.createFunction(
          { id: "function-retry", retries: 3, triggers: [{ event: "function-retry" }] },
          ({ event, attempt }) => {
            if (note(event.data.word, `try ${attempt}`) < 3) throw new Error("not yet");
            return "at last";
          },
        ),
        inngest.createFunction(
          {
            id: "used-up",
            retries: 1,
            triggers: [{ event: "used-up" }],
            onFailure: ({
              event,
              error,
            }: {
              event: { data: { event: { data: { word: string } } } };
              error: Error;
            }) => {
              note(event.data.event.data.word, `failure: ${error.message}`);
            },
          },
          async ({ event, step }) => {
            await step.run("hopeless", () => {
              note(event.data.word, "hopeless");
              throw new Error("no way");
            });
          },
        ),
        inngest.createFunction(
          { id: "caught", retries: 3, triggers: [{ event: "caught" }] },
          async ({ event, step }) => {
            try {
              await step.run("refused", () => {
                note(event.data.word, "refused");
                throw new NonRetriableError("never");
              });
            } catch (error) {
              return step.run("instead", () => `instead of ${error instanceof Error ? error.message : ""}`);
            }
          },
        ),
        inngest.createFunction(
          { id: "waits-as-told", retries: 2, triggers: [{ event: "waits-as-told" }] },
          async ({ event, step }) => {
            await step.run("busy", () => {
              if (note(event.data.word, "busy") === 1) throw new RetryAfterError("later", "40m");
            });
          },
        ),
        inngest.createFunction(
          { id: "sender", retries: 0, triggers: [{ event: "sender" }] },
          async ({ event, step }) => {
            const sent = await step.sendEvent("pass on", { name: "plain", data: { word: event.data.word } });
            return sent.ids[0];
          },
        ),
        inngest.createFunction(
          { id: "parallel", retries: 1, triggers: [{ event: "parallel" }] },
          async ({ event, step, attempt }) => {
            const parts = await Promise.all([
              step.run("a", () => note(event.data.word, "a")),
              step.run("b", () => {
                note(event.data.word, "b");
                if (attempt === 0) throw new Error("not yet");
              }),
              step.sleep("pause", "2h"),
            ]);
            return step.run("together", () => note(event.data.word, `together ${parts.length}`));
          },
        ),
        inngest.createFunction(
          { id: "loop", retries: 0, triggers: [{ event: "loop" }] },
          async ({ event, step }) => {
            let sum = 0;
            for (let round = 0; round < 5; round += 1) {
              sum += await step.run("round", () => note(event.data.word, `round ${round}`));
            }
            return sum;
          },
        ),
        inngest.createFunction(
          { id: "unknown", retries: 3, triggers: [{ event: "unknown" }] },
          async ({ step }) => {
            await step.waitForEvent("answer", { event: "never", timeout: "1h" });
          },
        ),
        inngest.createFunction(
          { id: "chosen", retries: 0, triggers: [{ event: "choice", if: "event.data.size > 10" }] },
          () => "big",
        ),
        inngest.createFunction(
          { id: "race", retries: 0, triggers: [{ event: "race" }] },
          async ({ event, step, group }) =>
            group.parallel({ mode: "race" }, async () => {
              const chain = async (name: string, pause: string) => {
                await step.run(`${name} one`, () => note(event.data.word, `${name} one`));
                await step.sleep(`${name} pause`, pause);
                return step.run(`${name} two`, () => note(event.data.word, `${name} two`));
              };
              return Promise.all([chain("quick", "1h"), chain("slow", "3h")]);
            }),
        ),
      ],
      { checkpointing },
    );
  });
  afterAll(() => engine.close());

  test("gets its event and gives back its result", async () => {
    const id = await engine.announce("plain", { word: word("hello") });
    const [run] = await engine.endedRuns(id);
    expect(run).toMatchObject({ status: "done", output: { got: word("hello") } });
  });

  test("runs its steps once each, in order, and goes on after a sleep of business time", async () => {
    const id = await engine.announce("sequence", { word: word("seq") });
    await engine.settled(id);
    await engine.moveClock(3_599);
    expect((await engine.runsOf(id))[0]?.status).toBe("running");
    await engine.moveClock(1);
    const [run] = await engine.endedRuns(id);
    expect(run).toMatchObject({ status: "done", output: 6 });
    expect(doneBy(word("seq"))).toEqual(["first", "second", "third"]);
  });

  test("sleeps until an instant", async () => {
    const id = await engine.announce("until", { word: word("noon") });
    await engine.settled(id);
    expect(doneBy(word("noon"))).toEqual([]);
    await engine.moveClock(48 * 3600);
    expect((await engine.endedRuns(id))[0]?.status).toBe("done");
  });

  test("repeats a step that fails with growing pauses, and not the steps before it", async () => {
    const id = await engine.announce("step-retry", { word: word("shaky") });
    for (let retry = 0; retry < 2; retry += 1) {
      await engine.settled(id);
      await engine.moveClock(120);
    }
    expect((await engine.endedRuns(id))[0]?.status).toBe("done");
    expect(doneBy(word("shaky"))).toEqual([
      "before",
      "shaky 0",
      "shaky 1",
      "shaky 2",
      expect.stringMatching(/^after/),
    ]);
  });

  test("is repeated when it fails outside its steps", async () => {
    const id = await engine.announce("function-retry", { word: word("whole") });
    for (let retry = 0; retry < 2; retry += 1) {
      await engine.settled(id);
      await engine.moveClock(120);
    }
    expect((await engine.endedRuns(id))[0]).toMatchObject({ status: "done", output: "at last" });
    expect(doneBy(word("whole"))).toEqual(["try 0", "try 1", "try 2"]);
  });

  test("fails when its retries are used up, and its onFailure gets event and error", async () => {
    const id = await engine.announce("used-up", { word: word("lost") });
    await engine.settled(id);
    await engine.moveClock(60);
    expect((await engine.endedRuns(id))[0]?.status).toBe("failed");
    await until(() => (doneBy(word("lost")).length === 3 ? true : undefined), "onFailure");
    expect(doneBy(word("lost"))).toEqual(["hopeless", "hopeless", "failure: no way"]);
  });

  test("may catch an error that is not to be retried", async () => {
    const id = await engine.announce("caught", { word: word("caught") });
    expect((await engine.endedRuns(id))[0]).toMatchObject({ status: "done", output: "instead of never" });
    expect(doneBy(word("caught"))).toEqual(["refused"]);
  });

  test("waits as long as RetryAfterError tells", async () => {
    const id = await engine.announce("waits-as-told", { word: word("busy") });
    await engine.settled(id);
    await engine.moveClock(2_399);
    expect(doneBy(word("busy"))).toHaveLength(1);
    await engine.moveClock(1);
    expect((await engine.endedRuns(id))[0]?.status).toBe("done");
  });

  test("sends events from a step, which start other functions", async () => {
    const id = await engine.announce("sender", { word: word("passed on") });
    const [sender] = await engine.endedRuns(id);
    expect(sender?.status).toBe("done");
    const [started] = await engine.endedRuns(String(sender?.output));
    expect(started).toMatchObject({ fn_id: "test-plain", output: { got: word("passed on") } });
  });

  test("runs parallel steps once each and goes on when the whole group has ended", async () => {
    const id = await engine.announce("parallel", { word: word("group") });
    await engine.settled(id);
    await engine.moveClock(60);
    await until(() => (doneBy(word("group")).length === 3 ? true : undefined), "the repeated step");
    await engine.settled(id);
    await engine.moveClock(7_200);
    expect((await engine.endedRuns(id))[0]?.status).toBe("done");
    const steps = doneBy(word("group"));
    expect([...steps].sort()).toEqual(["a", "b", "b", "together 3"]);
  });

  test("lets independent chains go on each by itself in race mode", async () => {
    const id = await engine.announce("race", { word: word("race") });
    await until(() => (doneBy(word("race")).length === 2 ? true : undefined), "both first steps");
    await engine.settled(id);
    await engine.moveClock(3_600);
    await until(() => (doneBy(word("race")).includes("quick two") ? true : undefined), "the quick chain");
    expect(doneBy(word("race"))).not.toContain("slow two");
    await engine.moveClock(7_200);
    expect((await engine.endedRuns(id))[0]?.status).toBe("done");
    expect([...doneBy(word("race"))].sort()).toEqual(["quick one", "quick two", "slow one", "slow two"]);
  });

  test("may use one step id in a loop", async () => {
    const id = await engine.announce("loop", { word: word("loop") });
    expect((await engine.endedRuns(id))[0]).toMatchObject({ status: "done", output: 15 });
    expect(doneBy(word("loop"))).toHaveLength(5);
  });

  test("fails with a sentence when it does what the engine does not know", async () => {
    const id = await engine.announce("unknown");
    const [run] = await engine.endedRuns(id);
    expect(run?.status).toBe("failed");
    expect(run?.error?.message).toBe(
      'The function uses WaitForEvent ("never"), which the embedded engine does not know.',
    );
  });

  test("is started only when its trigger's expression holds", async () => {
    const small = await engine.announce("choice", { size: 10 });
    const missing = await engine.announce("choice", {});
    const big = await engine.announce("choice", { size: 11 });
    await engine.endedRuns(big);
    expect(await engine.runsOf(small)).toEqual([]);
    expect(await engine.runsOf(missing)).toEqual([]);
  });
});
