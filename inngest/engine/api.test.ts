import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bearerOf } from "./signature";
import { type Harness, openHarness, testKeys } from "./testing/harness";

let engine: Harness;

beforeAll(async () => {
  engine = await openHarness((inngest) => [
    inngest.createFunction(
      { id: "plain", retries: 0, triggers: [{ event: "plain" }] },
      ({ event }) => event.data,
    ),
  ]);
});
afterAll(() => engine.close());

const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
  const response = await fetch(`http://127.0.0.1:${engine.enginePort}${path}`, {
    method: "POST",
    headers,
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

test("takes one event or a list and answers with their ids", async () => {
  const one = await post(`/e/${testKeys.eventKey}`, { name: "plain", data: { n: 1 } });
  const list = await post(`/e/${testKeys.eventKey}`, [{ id: "given", name: "plain" }, { name: "other" }]);
  expect(one).toMatchObject({ status: 200, body: { ids: [expect.any(String)], status: 200 } });
  expect(list.body.ids).toEqual(["given", expect.any(String)]);
  expect((await engine.endedRuns("given"))[0]?.output).toEqual({});
});

test.each([
  ["/e/another-key", { name: "plain" }, 401],
  [`/e/${testKeys.eventKey}`, { data: {} }, 400],
  [`/e/${testKeys.eventKey}`, { name: "plain", data: "text" }, 400],
  [`/e/${testKeys.eventKey}`, "{ not json", 400],
  [`/e/${testKeys.eventKey}`, { name: "plain", data: { text: "x".repeat(600_000) } }, 413],
  ["/v1/signals", {}, 404],
  ["/", {}, 404],
])("answers POST %s with a problem", async (path, body, status) => {
  expect(await post(path, body)).toMatchObject({ status, body: { error: expect.any(String), status } });
});

const checkpoint = { run_id: randomUUID(), fn_id: "test-plain", qi_id: randomUUID(), steps: [] };

test("takes a checkpoint only from who has the signing key", async () => {
  const path = `/v1/checkpoint/${checkpoint.run_id}/async`;
  expect((await post(path, checkpoint)).status).toBe(401);
  expect((await post(path, checkpoint, { authorization: "Bearer wrong" })).status).toBe(401);
  expect((await post(path, checkpoint, { authorization: `Bearer ${testKeys.signingKey}` })).status).toBe(401);
});

test("tells a call that has lost its lease to stop", async () => {
  const authorization = `Bearer ${bearerOf(testKeys.signingKey)}`;
  const path = `/v1/checkpoint/${checkpoint.run_id}/async`;
  expect((await post(path, checkpoint, { authorization })).status).toBe(409);
  expect((await post(path, { steps: "none" }, { authorization })).status).toBe(400);
});

test("says that it is up, and how many functions it knows", async () => {
  const response = await fetch(`http://127.0.0.1:${engine.enginePort}/health`);
  expect([response.status, await response.json()]).toMatchObject([200, { status: "up", functions: 1 }]);
});
