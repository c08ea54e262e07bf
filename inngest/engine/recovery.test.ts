import type { ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startEngine } from "./engine";
import { kill, spawnEngine } from "./testing/engine-process";
import { type Harness, openHarness, testKeys, until } from "./testing/harness";

describe("an engine that is killed", () => {
  let engine: Harness;
  let children: ChildProcess[];
  let steps: string[];
  let whileSecond: () => Promise<void>;
  let beforeAnswer: () => void;

  beforeEach(async () => {
    children = [];
    steps = [];
    whileSecond = async () => {};
    beforeAnswer = () => {};
    engine = await openHarness(
      (inngest) =>
        [true, false].map((checkpointing) =>
          inngest.createFunction(
            {
              id: checkpointing ? "together" : "apart",
              retries: 3,
              checkpointing,
              triggers: [{ event: checkpointing ? "together" : "apart" }],
            },
            async ({ step }) => {
              await step.run("first", () => steps.push("first"));
              await step.run("second", async () => {
                steps.push("second");
                await whileSecond();
              });
              await step.sleep("rest", "1h");
              return step.run("third", () => steps.push("third"));
            },
          ),
        ),
      { engines: 0, beforeAnswer: () => beforeAnswer() },
    );
  });
  afterEach(async () => {
    await Promise.all(children.map(kill));
    await engine.close();
  });

  const start = (): ChildProcess => {
    const child = spawnEngine(engine);
    children.push(child);
    return child;
  };

  test.each([
    { event: "together", mode: "with checkpointing" },
    { event: "apart", mode: "with one call for each step" },
  ])("during a step, $mode: that step is run again, those before it are not", async ({ event }) => {
    const first = start();
    let wasKilled = false;
    whileSecond = async () => {
      if (wasKilled) return;
      wasKilled = true;
      await kill(first);
    };
    const id = await engine.announce(event);
    await until(() => wasKilled || undefined, "the kill");
    start();
    await until(() => (steps.length === 3 ? true : undefined), "the step to be repeated");
    await engine.settled(id);
    await engine.moveClock(3_600);
    expect((await engine.endedRuns(id))[0]?.status).toBe("done");
    expect(steps).toEqual(["first", "second", "second", "third"]);
  });

  test("between two steps, while the function sleeps: the next engine goes on after the sleep", async () => {
    const first = start();
    const id = await engine.announce("together");
    await until(() => (steps.length === 2 ? true : undefined), "two steps");
    await engine.settled(id);
    await kill(first);
    await engine.moveClock(3_600);
    start();
    expect((await engine.endedRuns(id))[0]?.status).toBe("done");
    expect(steps).toEqual(["first", "second", "third"]);
  });

  test("when the portal answers: the run ends, and no more than the unanswered step is repeated", async () => {
    const first = start();
    let wasKilled = false;
    beforeAnswer = () => {
      if (wasKilled || steps.length < 2) return;
      wasKilled = true;
      first.kill("SIGKILL");
    };
    const id = await engine.announce("together");
    await until(() => wasKilled || undefined, "the kill");
    start();
    await until(async () => {
      await engine.settled(id);
      await engine.moveClock(3_600);
      return (await engine.runsOf(id))[0]?.status === "done" ? true : undefined;
    }, "the run to end");
    expect(steps.filter((step) => step === "first")).toHaveLength(1);
    expect(steps.filter((step) => step === "second").length).toBeLessThanOrEqual(2);
    expect(steps.at(-1)).toBe("third");
  });
});

test("an engine that has lost its lease changes nothing with its answer", async () => {
  const answers: (() => void)[] = [];
  const engine = await openHarness(
    (inngest) => [
      inngest.createFunction({ id: "slow", retries: 0, triggers: [{ event: "slow" }] }, async ({ step }) => {
        const order = await step.run(
          "wait",
          () =>
            new Promise<number>((resolve) => {
              const mine = answers.length;
              answers.push(() => resolve(mine));
            }),
        );
        return order;
      }),
    ],
    { leaseMs: 60_000 },
  );
  try {
    const id = await engine.announce("slow");
    await until(() => (answers.length === 1 ? true : undefined), "the first call");
    // As after a long freeze: the lease has run out on the database's clock, and somebody takes the job.
    await engine.database.superuserPool.query("update engine.job set lease_until = clock_timestamp()");
    await engine.database.superuserPool.query("notify engine");
    await until(() => (answers.length === 2 ? true : undefined), "the second call");
    answers[0]?.();
    await until(() => (engine.requests.length >= 3 ? true : undefined), "both calls");
    answers[1]?.();
    expect((await engine.endedRuns(id))[0]).toMatchObject({ status: "done", output: 1 });
  } finally {
    await engine.close();
  }
});

test("a lease that runs out is taken over by an engine on another machine", async () => {
  const engine = await openHarness(
    (inngest) => [
      inngest.createFunction({ id: "plain", retries: 0, triggers: [{ event: "plain" }] }, () => "done"),
    ],
    { engines: 0 },
  );
  try {
    const pool = engine.database.superuserPool;
    const runId = randomUUID();
    const event = { id: randomUUID(), name: "plain", data: {}, ts: 0 };
    await pool.query(
      `insert into engine.run (id, fn_id, events, keys, limits, started_at) values ($1, 'test-plain', $2, '{}', '{}', now())`,
      [runId, JSON.stringify([event])],
    );
    await pool.query(
      `insert into engine.job (run_id, step_id, fn_id, due_at, keys, limits, lease, worker, lease_until)
       values ($1, '', 'test-plain', '-infinity', '{}', '{}', gen_random_uuid(), gen_random_uuid(),
               clock_timestamp() + interval '1.5 seconds')`,
      [runId],
    );
    const other = await startEngine({
      databaseUrl: engine.database.appUrl,
      portalUrl: engine.portalUrl,
      port: 0,
      ...testKeys,
    });
    await other.ready;
    expect((await engine.runsOf(event.id))[0]?.status).toBe("running");
    expect((await engine.endedRuns(event.id))[0]?.status).toBe("done");
    await other.stop();
  } finally {
    await engine.close();
  }
});

test("an engine whose database cuts every connection goes on where it was", async () => {
  const engine = await openHarness((inngest) => [
    inngest.createFunction({ id: "naps", retries: 0, triggers: [{ event: "naps" }] }, async ({ step }) => {
      await step.sleep("rest", "1h");
      return step.run("rested", () => "rested");
    }),
  ]);
  try {
    const before = await engine.announce("naps");
    await engine.settled(before);
    await engine.database.superuserPool.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = 'counterpart_app'",
    );
    const after = await engine.announce("naps");
    await engine.settled(after);
    await engine.moveClock(3_600);
    expect((await engine.endedRuns(before))[0]?.output).toBe("rested");
    expect((await engine.endedRuns(after))[0]?.output).toBe("rested");
  } finally {
    await engine.close();
  }
});
