import { readdir } from "node:fs/promises";
import { expect, test } from "vitest";
import { inngest } from "./client";
import { readFunctionConfigs } from "./engine/function-config";
import { functions } from "./index";

const configs = functions.flatMap((each) =>
  each["getConfig"]({ baseUrl: new URL("http://localhost:3000/api/inngest"), appPrefix: inngest.id }),
);

test("asks for nothing that the embedded engine does not do", () => {
  expect(() => readFunctionConfigs(configs)).not.toThrow();
});

test("says for each function how often it is tried", () => {
  const silent = functions.filter((each) => each.opts.retries === undefined).map((each) => each.id());
  expect(silent).toEqual([]);
});

test("serves every function there is, each from the file of its name", async () => {
  const files = (await readdir(new URL("functions/", import.meta.url)))
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .map((name) => name.replace(/\.ts$/, ""));
  expect(functions.map((each) => each.id()).sort()).toEqual(files.sort());
});
