import { expect, test } from "vitest";
import { readFunctionConfigs, UnsupportedFunctionError } from "./function-config";

const plain = {
  id: "portal-plain",
  name: "plain",
  triggers: [{ event: "orders/ingested" }],
  steps: {
    step: { id: "step", name: "step", runtime: { type: "http", url: "http://x" }, retries: { attempts: 2 } },
  },
};

const problemsOf = (changes: object): readonly string[] => {
  try {
    readFunctionConfigs([{ ...plain, ...changes }]);
    return [];
  } catch (error) {
    if (error instanceof UnsupportedFunctionError) return error.problems;
    throw error;
  }
};

test("reads triggers, attempts, limits, batches and idempotency", () => {
  const [read] = readFunctionConfigs([
    {
      ...plain,
      triggers: [{ event: "a", expression: "event.data.x == 1" }, { cron: "TZ=Europe/Oslo 0 2 * * *" }],
      concurrency: [{ limit: 5 }, { limit: 1, key: "event.data.connectionId" }],
      batchEvents: { maxSize: 50, timeout: "30s", key: "event.data.partnerId" },
    },
  ]);
  expect(read).toEqual({
    id: "portal-plain",
    events: [{ name: "a", expression: "event.data.x == 1" }],
    crons: ["TZ=Europe/Oslo 0 2 * * *"],
    maxAttempts: 3,
    concurrency: [{ limit: 5 }, { limit: 1, key: "event.data.connectionId" }],
    batch: { maxSize: 50, timeoutMs: 30_000, key: "event.data.partnerId" },
    idempotency: undefined,
  });
});

test.each([
  [{ debounce: { period: "5s" } }, "debounce"],
  [{ rateLimit: { limit: 1, period: "1m" } }, "rateLimit"],
  [{ throttle: { limit: 1, period: "1m" } }, "throttle"],
  [{ singleton: { mode: "skip" } }, "singleton"],
  [{ priority: { run: "1" } }, "priority"],
  [{ timeouts: { finish: "1h" } }, "timeouts"],
  [{ cancel: [{ event: "stop" }] }, "cancelOn"],
  [{ triggers: [{ cron: "0 2 * * *", jitter: "5m" }] }, "cron jitter"],
  [{ triggers: [{ event: "orders/*" }] }, "the event pattern orders/*"],
  [{ concurrency: { limit: 1, scope: "account" } }, "concurrency of scope account"],
  [{ batchEvents: { maxSize: 5, timeout: "5s", if: "true" } }, "batchEvents.if"],
])("refuses %j by its name", (changes, name) => {
  expect(problemsOf(changes)).toEqual([
    `function portal-plain uses ${name}, which the embedded engine does not know`,
  ]);
});

test.each([
  [{ triggers: [{ cron: "*/10 * * * * *" }] }, /the cron line ".*", which has not five fields/],
  [{ triggers: [{ cron: "99 2 * * *" }] }, /the cron line "99 2 \* \* \*": /],
  [{ triggers: [{ cron: "TZ=Europe/Nowhere 0 2 * * *" }] }, /the cron line/],
  [{ triggers: [{ event: "a", expression: "event.data.x ==" }] }, /the expression "event.data.x ==": /],
  [{ concurrency: { limit: 1, key: "event.(" } }, /the expression/],
  [{ batchEvents: { maxSize: 5, timeout: "soon" } }, /the duration "soon"/],
])("refuses %j, which cannot be read", (changes, sentence) => {
  expect(problemsOf(changes)).toEqual([expect.stringMatching(sentence)]);
});

test("names everything that is wrong with all functions at once", () => {
  const both = [
    { ...plain, id: "one", debounce: { period: "5s" } },
    { ...plain, id: "two", priority: { run: "1" }, throttle: { limit: 1, period: "1m" } },
  ];
  expect(() => readFunctionConfigs(both)).toThrow(
    /function one uses debounce(.|\n)*function two uses priority/,
  );
});
