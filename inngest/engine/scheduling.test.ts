import { afterAll, beforeAll, expect, test } from "vitest";
import { type Harness, openHarness, until } from "./testing/harness";

let engine: Harness;
/** Steps under way now, and the most there ever were, by what they count under. */
const running = new Map<string, number>();
const most = new Map<string, number>();
const open: (() => void)[] = [];

/** A step that stays under way until it is let go, and counts who is under way with it. */
async function busy(names: readonly string[]): Promise<void> {
  for (const name of names) {
    running.set(name, (running.get(name) ?? 0) + 1);
    most.set(name, Math.max(most.get(name) ?? 0, running.get(name) ?? 0));
  }
  await new Promise<void>((resolve) => open.push(resolve));
  for (const name of names) running.set(name, (running.get(name) ?? 0) - 1);
}

/** Lets steps go, one by one as they come, until `ended` says that all is done. */
async function letGo(ended: () => Promise<boolean>): Promise<void> {
  await until(async () => {
    open.shift()?.();
    return (await ended()) || undefined;
  }, "all runs to end");
}

const statuses = async (ids: readonly string[]): Promise<string[]> =>
  (await Promise.all(ids.map((id) => engine.runsOf(id)))).flat().map((run) => run.status);

beforeAll(async () => {
  engine = await openHarness(
    (inngest) => [
      inngest.createFunction(
        {
          id: "limited",
          retries: 0,
          concurrency: [{ limit: 3 }, { limit: 1, key: "event.data.connection" }],
          triggers: [{ event: "limited" }],
        },
        ({ event, step }) => step.run("busy", () => busy(["limited", `limited ${event.data.connection}`])),
      ),
      inngest.createFunction({ id: "free", retries: 0, triggers: [{ event: "free" }] }, () => "free"),
      inngest.createFunction(
        {
          id: "collects",
          retries: 0,
          batchEvents: { maxSize: 3, timeout: "30s", key: "event.data.partner" },
          triggers: [{ event: "collected" }],
        },
        ({ events }) => events.map((event: { data: { number: number } }) => event.data.number),
      ),
      inngest.createFunction(
        { id: "once", retries: 0, idempotency: "event.data.plan", triggers: [{ event: "once" }] },
        () => "once",
      ),
      inngest.createFunction(
        { id: "nightly", retries: 0, triggers: [{ cron: "TZ=Europe/London 30 2 * * *" }] },
        ({ event }) => event.data,
      ),
    ],
    { engines: 2, capacity: 10 },
  );
});
afterAll(() => engine.close());

test("keeps a limit and a limit per key exactly, over two engines on one database", async () => {
  const ids = await Promise.all(
    ["a", "b", "c", "d", "a", "b", "c", "d", "a", "a"].map((connection) =>
      engine.announce("limited", { connection }),
    ),
  );
  await until(() => (running.get("limited") === 3 ? true : undefined), "three at once");
  await letGo(async () => (await statuses(ids)).filter((status) => status === "done").length === ids.length);
  expect(most.get("limited")).toBe(3);
  expect(["a", "b", "c", "d"].map((name) => most.get(`limited ${name}`))).toEqual([1, 1, 1, 1]);
});

test("lets other functions pass a queue that waits behind a full key", async () => {
  const waiting = await Promise.all(
    Array.from({ length: 30 }, () => engine.announce("limited", { connection: "full" })),
  );
  const passing = await engine.announce("free");
  expect((await engine.endedRuns(passing))[0]?.status).toBe("done");
  await letGo(async () => (await statuses(waiting)).filter((status) => status === "done").length === 30);
  expect(most.get("limited full")).toBe(1);
});

test("makes one run of a full batch, each key for itself", async () => {
  const others = await engine.announce("collected", { partner: "other", number: 9 });
  const ids: string[] = [];
  for (const number of [1, 2, 3]) ids.push(await engine.announce("collected", { partner: "full", number }));
  const [run] = await engine.endedRuns(ids[0] ?? "");
  expect(run).toMatchObject({ status: "done", output: [1, 2, 3] });
  expect(await engine.runsOf(others)).toEqual([]);
});

test("makes one run of what has come when the batch's time is over", async () => {
  const first = await engine.announce("collected", { partner: "slow", number: 1 });
  await untilCollected("slow", 1);
  await engine.moveClock(20);
  await engine.announce("collected", { partner: "slow", number: 2 });
  await untilCollected("slow", 2);
  expect(await engine.runsOf(first)).toEqual([]);
  await engine.moveClock(10);
  expect((await engine.endedRuns(first))[0]?.output).toEqual([1, 2]);
});

test("starts nothing twice when an event arrives twice", async () => {
  const id = await engine.announce("free");
  await engine.endedRuns(id);
  const again = await fetch(`http://127.0.0.1:${engine.enginePort}/e/event-key-of-tests`, {
    method: "POST",
    body: JSON.stringify([{ id, name: "free", data: {} }]),
  });
  expect(again.status).toBe(200);
  expect(await engine.runsOf(id)).toHaveLength(1);
});

test("starts a function once for one idempotency value within 24 hours", async () => {
  const first = await engine.announce("once", { plan: "p-1" });
  await engine.endedRuns(first);
  const second = await engine.announce("once", { plan: "p-1" });
  const other = await engine.announce("once", { plan: "p-2" });
  await engine.endedRuns(other);
  expect(await engine.runsOf(second)).toEqual([]);
  await engine.moveClock(24 * 3600);
  const later = await engine.announce("once", { plan: "p-1" });
  expect((await engine.endedRuns(later))[0]?.status).toBe("done");
});

test("fires a cron line at its zone's time, once over a clock change, and once for days that were missed", async () => {
  const count = async (): Promise<number> => {
    const found = await engine.database.superuserPool.query(
      "select from engine.run where fn_id = 'test-nightly'",
    );
    return found.rowCount ?? 0;
  };
  const next = async (): Promise<string> => {
    const found = await engine.database.superuserPool.query<{ next_at: Date }>(
      "select next_at from engine.cron",
    );
    return found.rows[0]?.next_at.toISOString() ?? "";
  };
  const goTo = async (instant: string): Promise<void> => {
    await engine.database.superuserPool.query("select set_business_clock('frozen', $1)", [instant]);
  };
  const fired = async (times: number): Promise<void> => {
    await until(async () => ((await count()) === times ? true : undefined), `firing ${times}`);
  };
  // London puts its clocks forward on 29 March 2026 at 01:00 UTC.
  const before = await count();
  await goTo("2026-03-27T02:29:00Z");
  await until(
    async () => ((await next()) >= "2026-03-27" ? true : undefined),
    "missed nights to be made up for",
  );
  const caughtUp = await count();
  expect(caughtUp - before).toBeLessThanOrEqual(1);
  expect(await next()).toBe("2026-03-27T02:30:00.000Z");
  await goTo("2026-03-27T02:30:00Z");
  await fired(caughtUp + 1);
  expect(await next()).toBe("2026-03-28T02:30:00.000Z");
  await goTo("2026-03-28T02:30:00Z");
  await fired(caughtUp + 2);
  expect(await next()).toBe("2026-03-29T01:30:00.000Z");
  await goTo("2026-04-20T12:00:00Z");
  await fired(caughtUp + 3);
  expect(await next()).toBe("2026-04-21T01:30:00.000Z");
  // Set back, the clock brings the line's time back with it.
  await goTo("2026-03-17T09:00:00Z");
  await until(
    async () => ((await next()) === "2026-03-18T02:30:00.000Z" ? true : undefined),
    "the earlier time",
  );
  expect(await count()).toBe(caughtUp + 3);
});

test("ends many runs at once, each once", async () => {
  await engine.database.superuserPool.query(
    `insert into outbox (name, data, created_at)
     select 'free', jsonb_build_object('many', true), business_now() from generate_series(1, 300)`,
  );
  await engine.database.superuserPool.query("notify outbox");
  const many = async () =>
    engine.database.superuserPool.query<{ events: { id: string }[] }>(
      "select events from engine.run where status = 'done' and events -> 0 -> 'data' ->> 'many' = 'true'",
    );
  await until(async () => ((await many()).rowCount === 300 ? true : undefined), "300 runs");
  expect(new Set((await many()).rows.map((run) => run.events[0]?.id)).size).toBe(300);
});

async function untilCollected(partner: string, count: number): Promise<void> {
  await until(async () => {
    const found = await engine.database.superuserPool.query(
      "select from engine.batch where key = $1 and jsonb_array_length(events) = $2",
      [JSON.stringify(partner), count],
    );
    return found.rowCount === 1 ? true : undefined;
  }, `${count} collected events`);
}
