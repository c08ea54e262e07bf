import { expect, test } from "vitest";
import { readEngineMode } from "./mode";

const own = { COUNTERPART_ENGINE_SIGNING_KEY: "aa", COUNTERPART_ENGINE_EVENT_KEY: "own" };

test("drives the functions itself when the launcher has made the keys", () => {
  expect(readEngineMode(own)).toEqual({ kind: "embedded", signingKey: "aa", eventKey: "own" });
});

test("leaves them to an Inngest server when both of its keys are set", () => {
  const server = { INNGEST_SIGNING_KEY: "bb", INNGEST_EVENT_KEY: "theirs" };
  expect(readEngineMode(server)).toEqual({ kind: "inngest", signingKey: "bb", eventKey: "theirs" });
});

test.each([
  [{ INNGEST_SIGNING_KEY: "bb" }, "INNGEST_EVENT_KEY is missing"],
  [{ INNGEST_EVENT_KEY: "theirs", INNGEST_SIGNING_KEY: " " }, "INNGEST_SIGNING_KEY is missing"],
  [{ COUNTERPART_ENGINE_EVENT_KEY: "own" }, "COUNTERPART_ENGINE_SIGNING_KEY is missing"],
  [{}, "COUNTERPART_ENGINE_SIGNING_KEY and COUNTERPART_ENGINE_EVENT_KEY is missing"],
])("names the key that is missing in %j", (variables, sentence) => {
  expect(() => readEngineMode(variables)).toThrow(sentence);
});
