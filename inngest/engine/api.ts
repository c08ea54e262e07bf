import { randomUUID } from "node:crypto";
import http from "node:http";
import type pg from "pg";
import { inTransaction } from "@/db/in-transaction";
import { log } from "@/lib/log";
import { businessNow } from "./business-now";
import type { Catalogue } from "./catalogue";
import { checkpointSchema, keepCheckpoint } from "./checkpoint";
import type { Doorbell } from "./doorbell";
import { type EngineEvent, type SentEvent, sentEvents } from "./event";
import { ingestEvents } from "./ingest-events";
import { bearerOf, isSameSecret } from "./signature";

export type Api = { readonly port: number; close(): Promise<void> };

export type ApiParts = {
  pool: pg.Pool;
  catalogue: Catalogue;
  doorbell: Doorbell;
  signingKey: string;
  eventKey: string;
  /** What `/health` tells beside the status. */
  health(): { worker: string; inFlight: number };
};

type Reply = { status: number; body: unknown };

const largestBodyBytes = 8 * 1024 * 1024;
const largestEventBytes = 512 * 1024;

/** The part of an Inngest server's HTTP interface that the SDK calls, on 127.0.0.1, and `/health`. */
export async function openApi(parts: ApiParts, port: number): Promise<Api> {
  const server = http.createServer((request, response) => {
    answer(parts, request)
      .catch((error: unknown): Reply => {
        log.error("the engine's interface failed", { error });
        return { status: 500, body: { error: "internal error", status: 500 } };
      })
      .then(({ status, body }) => {
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
      })
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(parts: ApiParts, request: http.IncomingMessage): Promise<Reply> {
  const path = new URL(request.url ?? "/", "http://engine").pathname;
  if (request.method === "GET" && path === "/health") return health(parts);
  const eventKey = /^\/e\/([^/]+)$/.exec(path)?.[1];
  const isCheckpoint = /^\/v1\/checkpoint\/[^/]+\/async$/.test(path);
  if (request.method !== "POST" || (eventKey === undefined && !isCheckpoint)) {
    return problem(404, `The embedded engine has no ${request.method} ${path}.`);
  }
  const isAllowed =
    eventKey === undefined
      ? isSameSecret(request.headers.authorization ?? "", `Bearer ${bearerOf(parts.signingKey)}`)
      : isSameSecret(decodeURIComponent(eventKey), parts.eventKey);
  if (!isAllowed) return problem(401, "The key is not known.");
  const body = await readJson(request);
  if (body === undefined) return problem(400, "The body is too large or is not JSON.");
  return isCheckpoint ? checkpoint(parts, body) : sendEvents(parts, body);
}

async function health({ pool, catalogue, health: more }: ApiParts): Promise<Reply> {
  const isConnected = await pool.query("select 1").then(
    () => true,
    () => false,
  );
  const isUp = isConnected && catalogue.isSynced;
  const status = isUp ? "up" : isConnected ? "waiting for the portal" : "database down";
  return { status: isUp ? 200 : 503, body: { status, functions: catalogue.functions.size, ...more() } };
}

async function sendEvents({ pool, catalogue, doorbell }: ApiParts, body: unknown): Promise<Reply> {
  // Functions are not known yet: an event taken now would start nothing, for ever.
  if (!catalogue.isSynced) return problem(503, "The engine waits for the portal.");
  const sent = sentEvents.safeParse(body);
  if (!sent.success) return problem(400, "An event needs a name, and data that is an object.");
  if (sent.data.some((event) => Buffer.byteLength(JSON.stringify(event)) > largestEventBytes)) {
    return problem(413, "An event may have 512 KB.");
  }
  const ids = await inTransaction(pool, async (client) => {
    const now = await businessNow(client);
    const events = sent.data.map((event) => toEvent(event, now));
    await ingestEvents(client, catalogue.functions, events, now);
    await client.query("select pg_notify('engine', '')");
    return events.map((event) => event.id);
  });
  doorbell.ring();
  return { status: 200, body: { ids, status: 200 } };
}

function toEvent({ id, name, data, ts, v }: SentEvent, now: Date): EngineEvent {
  return {
    id: id || randomUUID(),
    name,
    data: data ?? {},
    ts: ts ?? now.getTime(),
    ...(v ? { v } : {}),
  };
}

async function checkpoint({ pool }: ApiParts, body: unknown): Promise<Reply> {
  const parsed = checkpointSchema.safeParse(body);
  if (!parsed.success) return problem(400, "The checkpoint cannot be read.");
  const isKept = await keepCheckpoint(pool, parsed.data);
  return isKept ? { status: 200, body: {} } : problem(409, "The run was given to another call.");
}

function problem(status: number, error: string): Reply {
  return { status, body: { error, status } };
}

/** `undefined` for a body that is too large or no JSON. */
async function readJson(request: http.IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > largestBodyBytes) return undefined;
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8")) as unknown;
  } catch {
    return undefined;
  }
}
