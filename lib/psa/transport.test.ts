import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { runAsOpenTransaction } from "@/lib/open-transaction";
import { CallFailure, callFailureToPsaError } from "./call-failure";
import { createTransport, type HttpCall, type Transport } from "./transport";

type Answerer = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let origin: string;
let transport: Transport;
let answer: Answerer;
let received: IncomingMessage[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    received.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  transport = createTransport({ exemptOrigins: [origin], allowedPorts: [443], maxAnswerBytes: 1_000 });
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  received = [];
  answer = (_request, response) => response.end("{}");
});

const call = (change: Partial<HttpCall> = {}): HttpCall => ({
  method: "GET",
  url: `${origin}/x`,
  deadlineMs: 2_000,
  ...change,
});
const failureOf = async (change: Partial<HttpCall> = {}): Promise<CallFailure> => {
  const failure = await transport.send(call(change)).catch((error: unknown) => error);
  if (failure instanceof CallFailure) return failure;
  throw new Error(`No failure: ${JSON.stringify(failure)}`);
};

describe("one call", () => {
  it("sends secrets to the connection's own origin and to no other", async () => {
    const headers = { Secret: "s3cret" };
    await transport.send(call({ secrets: { origin, headers } }));
    await transport.send(call({ secrets: { origin: "https://webservices3.autotask.net", headers } }));
    expect(received.map((request) => request.headers.secret)).toEqual(["s3cret", undefined]);
  });

  it("does not follow a redirect", async () => {
    answer = (_request, response) => response.writeHead(302, { location: "http://169.254.169.254/" }).end();
    expect((await transport.send(call())).status).toBe(302);
    expect(received).toHaveLength(1);
  });

  it("is refused while a transaction is open", async () => {
    await expect(runAsOpenTransaction(() => transport.send(call()))).rejects.toThrow("A transaction is open");
    expect(received).toEqual([]);
  });

  it("ends at its deadline", async () => {
    answer = () => {};
    const failure = await failureOf({ deadlineMs: 80 });
    expect(failure).toMatchObject({ reason: "timeout", reached: "maybe_sent" });
    expect(failure.message).toContain("No answer from 127.0.0.1 within");
  });

  it.each([
    [
      "announced",
      (response: ServerResponse) =>
        response.writeHead(200, { "content-length": 5_000 }).end("x".repeat(5_000)),
    ],
    [
      "unannounced",
      (response: ServerResponse) => {
        response.write("x".repeat(900));
        response.end("x".repeat(900));
      },
    ],
  ])("stops at an answer that is too big, %s", async (_how, send) => {
    answer = (_request, response) => send(response);
    expect((await failureOf()).reason).toBe("too_big");
  });

  it("believes no half answer", async () => {
    answer = (_request, response) => {
      response.writeHead(200, { "content-length": 100 });
      response.write('{"items":[');
      setImmediate(() => response.destroy());
    };
    expect(await failureOf()).toMatchObject({ reason: "broken", reached: "maybe_sent" });
  });

  it.each([
    ["nested deep", "[".repeat(41) + "]".repeat(41), {}],
    ["compressed unasked", "x", { "content-encoding": "gzip" }],
  ])("does not read an answer that is %s", async (_what, body, headers) => {
    answer = (_request, response) => response.writeHead(200, headers).end(body);
    expect((await failureOf()).reason).toBe("unreadable");
  });

  it("knows when nothing was sent", async () => {
    const closed = createTransport({ exemptOrigins: ["http://127.0.0.1:1"], allowedPorts: [443] });
    const failure = await closed.send(call({ url: "http://127.0.0.1:1/" })).catch((error: unknown) => error);
    expect(failure).toMatchObject({ reason: "broken", reached: "not_sent" });
  });
});

describe("a name", () => {
  const resolvingTo = (...addresses: string[]) =>
    createTransport({
      exemptOrigins: [],
      allowedPorts: [443],
      resolve: async () => addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    });

  it.each([
    [["10.0.0.7"]],
    [["8.8.8.8", "127.0.0.1"]],
    [["::1"]],
    [["::ffff:10.0.0.1"]],
    [["169.254.169.254"]],
    [[]],
  ])("that resolves to %j opens no socket", async (addresses) => {
    const failure = await resolvingTo(...addresses)
      .send(call({ url: "https://rebound.example/" }))
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ reason: "refused_address", reached: "not_sent" });
  });
});

describe("what a missing answer means", () => {
  it.each([
    ["timeout", "maybe_sent", true, "unknown_outcome"],
    ["broken", "maybe_sent", true, "unknown_outcome"],
    ["too_big", "maybe_sent", true, "unknown_outcome"],
    ["broken", "not_sent", true, "busy"],
    ["timeout", "maybe_sent", false, "busy"],
    ["unreadable", "maybe_sent", false, "bad_answer"],
    ["refused_address", "not_sent", true, "rejected"],
  ] as const)("%s, %s, write %s: %s", (reason, reached, isWrite, kind) => {
    expect(callFailureToPsaError(new CallFailure(reason, reached, "x"), isWrite).kind).toBe(kind);
  });
});
