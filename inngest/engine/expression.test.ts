import { expect, test } from "vitest";
import { findKey, keyOf, matches } from "./expression";

const event = {
  id: "1",
  name: "a",
  ts: 0,
  data: { number: 12, text: "x", nested: { ok: true }, list: ["p"] },
};

test.each([
  ["event.data.number == 12", true],
  ["event.data.number > 12", false],
  ["event.data.number >= 12 && event.data.text == 'x'", true],
  ["event.data.nested.ok", true],
  ["'p' in event.data.list", true],
  ["event.name == 'a'", true],
  ["event.data.missing == 1", false],
  ["event.data.missing != 1", false],
  ["has(event.data.missing)", false],
  ["event.data.text", false],
])("%s is %j", (expression, expected) => {
  expect(matches(expression, event)).toBe(expected);
});

test("a function without an expression takes every event", () => {
  expect(matches(undefined, event)).toBe(true);
});

test("keys are the expression's value, and one key for all events that lack it", () => {
  expect(keyOf("event.data.text + '/' + string(event.data.number)", event)).toBe('"x/12"');
  expect(keyOf("event.data.missing", event)).toBe("null");
  expect(findKey("event.data.missing", event)).toBeUndefined();
});
