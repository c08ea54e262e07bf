import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { signatureOf } from "@/inngest/engine/signature";
import { machineNow } from "@/lib/clock";
import { canonicalText, type Json } from "@/lib/json";

const signingKey = "cd".repeat(16);
let route: typeof import("./route");

beforeAll(async () => {
  vi.stubEnv("INNGEST_SIGNING_KEY", signingKey);
  vi.stubEnv("INNGEST_EVENT_KEY", "event-key");
  vi.stubEnv("INNGEST_BASE_URL", "http://127.0.0.1:9");
  vi.spyOn(console, "error").mockImplementation(() => {});
  route = await import("./route");
});
afterAll(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const url = "http://localhost:3000/api/inngest";
const sync: Json = { url };
const syncHeaders = { host: "localhost:3000", "x-inngest-sync-kind": "in_band" };

function request(
  method: string,
  body: Json,
  headers: Record<string, string>,
): Parameters<typeof route.PUT>[0] {
  return new Request(url, {
    method,
    headers,
    ...(method === "GET" ? {} : { body: canonicalText(body) }),
  }) as Parameters<typeof route.PUT>[0];
}

const signed = (body: Json, atMs = machineNow().getTime(), key = signingKey): Record<string, string> => ({
  ...syncHeaders,
  "x-inngest-signature": signatureOf(canonicalText(body), key, atMs),
});

const put = (headers: Record<string, string>, body: Json = sync) =>
  route.PUT(request("PUT", body, headers), undefined) as Promise<Response>;

test("tells its functions to a signed sync", async () => {
  const response = await put(signed(sync));
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ app_id: "counterpart", functions: expect.any(Array) });
});

test.each([
  ["no signature", {}],
  ["a signature of another key", signed(sync, undefined, "ef".repeat(16))],
  ["a signature of another body", signed({ url: "http://elsewhere" })],
  ["a signature of ten minutes ago", signed(sync, machineNow().getTime() - 600_000)],
  ["a signature of ten minutes ahead", signed(sync, machineNow().getTime() + 600_000)],
  ["a signature that is none", { "x-inngest-signature": "nonsense" }],
])("tells nothing to a sync with %s", async (_, headers) => {
  const response = await put({ ...syncHeaders, ...headers });
  expect(response.status).toBe(401);
  expect(await response.json()).toEqual({ message: "Unauthorized" });
});

test("runs nothing for an unsigned call", async () => {
  const body: Json = { version: 2, event: {}, events: [], steps: {}, ctx: { run_id: "x" } };
  const response = (await route.POST(
    request("POST", body, { host: "localhost:3000" }),
    undefined,
  )) as Response;
  expect(response.status).toBe(401);
});

test("tells nothing of itself to an unsigned look", async () => {
  const response = (await route.GET(request("GET", null, { host: "localhost:3000" }), undefined)) as Response;
  expect(response.status).toBe(401);
  expect(JSON.stringify(await response.json())).not.toMatch(/function|signing/i);
});
