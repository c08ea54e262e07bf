import { expect, test } from "vitest";
import { toInstant } from "@/lib/clock";
import { retryAt } from "./backoff";
import { nextCronTime } from "./cron-time";
import { durationMs } from "./duration";

test.each([
  ["", 0],
  ["1s", 1_000],
  ["90s", 90_000],
  ["2h30m10s", 9_010_000],
  ["1w2d", 777_600_000],
  ["soon", undefined],
  ["1.5h", undefined],
])("reads the duration %j as %j milliseconds", (text, expected) => {
  expect(durationMs(text)).toBe(expected);
});

const now = toInstant("2026-03-17T09:00:00Z");

test.each([
  [0, undefined, 0, "2026-03-17T09:00:15.000Z"],
  [1, undefined, 0, "2026-03-17T09:00:30.000Z"],
  [1, undefined, 0.5, "2026-03-17T09:00:45.000Z"],
  [9, undefined, 0, "2026-03-17T11:00:00.000Z"],
  [19, undefined, 0, "2026-03-17T11:00:00.000Z"],
  [0, "120", 0.9, "2026-03-17T09:02:00.000Z"],
  [0, "2026-03-17T18:00:00Z", 0.9, "2026-03-17T18:00:00.000Z"],
  [0, "nonsense", 0, "2026-03-17T09:00:15.000Z"],
])("repeats after failure %j, told %j, at random %j, at %s", (attempt, told, random, expected) => {
  expect(retryAt(now, attempt, told, random).toISOString()).toBe(expected);
});

test.each([
  ["0 2 * * *", "2026-03-17T09:00:00Z", "2026-03-18T02:00:00.000Z"],
  ["TZ=America/Denver 0 2 * * *", "2026-03-17T09:00:00Z", "2026-03-18T08:00:00.000Z"],
  // Clocks forward: 01:30 does not exist in London on 29 March; it fires as soon as the gap is over.
  ["TZ=Europe/London 30 1 * * *", "2026-03-28T02:00:00Z", "2026-03-29T01:00:00.000Z"],
  ["TZ=Europe/London 30 1 * * *", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00.000Z"],
  // Clocks back: 01:30 comes twice on 25 October; the first is taken, the second is not.
  ["TZ=Europe/London 30 1 * * *", "2026-10-24T12:00:00Z", "2026-10-25T00:30:00.000Z"],
  ["TZ=Europe/London 30 1 * * *", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00.000Z"],
  ["0 0 31 * *", "2026-03-31T00:00:00Z", "2026-05-31T00:00:00.000Z"],
  ["0 0 29 2 *", "2026-03-17T00:00:00Z", "2028-02-29T00:00:00.000Z"],
])("the cron line %j comes after %s at %s", (line, after, expected) => {
  expect(nextCronTime(line, toInstant(after)).toISOString()).toBe(expected);
});
