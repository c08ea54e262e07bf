import { randomUUID } from "node:crypto";
import http from "node:http";
import { Inngest } from "inngest";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import { isEngineAlive } from "@/lib/health/store";
import { freePort, until } from "./engine/testing/harness";
import { startRelay } from "./relay-to-server";

type Received = { id: string; name: string; data: object; ts: number };
let database: TestDatabase;
let received: Received[][];
let status: number;
let server: http.Server;
let inngest: Inngest;

beforeEach(async () => {
  database = await createTestDatabase();
  received = [];
  status = 200;
  server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      if (request.url !== "/e/their-key") status = 404;
      const events = JSON.parse(Buffer.concat(chunks).toString()) as Received[];
      if (status === 200) received.push(events);
      response
        .writeHead(status)
        .end(JSON.stringify({ ids: events.map(() => "x"), status, error: undefined }));
    });
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const silent = () => {};
  inngest = new Inngest({
    id: "counterpart",
    isDev: false,
    eventKey: "their-key",
    baseUrl: `http://127.0.0.1:${port}`,
    logger: { info: silent, warn: silent, error: silent, debug: silent },
  });
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await database.drop();
});

const announce = async (name: string): Promise<string> => {
  const id = randomUUID();
  await database.superuserPool.query(
    "insert into outbox (id, name, data, created_at) values ($1, $2, '{}', '2026-03-17T09:00:00Z')",
    [id, name],
  );
  await database.superuserPool.query("notify outbox");
  return id;
};

const waitingAnnouncements = async (): Promise<number> => {
  const { rows } = await database.superuserPool.query<{ waiting: number }>(
    "select count(*)::int as waiting from outbox where relayed_at is null",
  );
  return rows[0]?.waiting ?? 0;
};

test("hands announcements to an Inngest server in their order, with the row's id as the event's", async () => {
  const before = [await announce("first"), await announce("second")];
  const relay = await startRelay(database.appUrl, inngest);
  await until(() => received[0], "the waiting announcements");
  const after = await announce("third");
  await until(() => received[1], "the new announcement");
  expect(await isEngineAlive(database.pool)).toBe(true);
  await relay.stop();
  expect(received.flat().map(({ id, name }) => [id, name])).toEqual([
    [before[0], "first"],
    [before[1], "second"],
    [after, "third"],
  ]);
  expect(received[0]?.[0]?.ts).toBe(Date.parse("2026-03-17T09:00:00Z"));
  expect(await waitingAnnouncements()).toBe(0);
  expect(await isEngineAlive(database.pool)).toBe(false);
});

test("keeps announcements while the server refuses them", async () => {
  status = 500;
  await announce("patient");
  const relay = await startRelay(database.appUrl, inngest);
  await until(async () => (await waitingAnnouncements()) === 1 || undefined, "the refusal");
  status = 200;
  await until(() => received[0], "the announcement");
  await relay.stop();
  expect(await waitingAnnouncements()).toBe(0);
});
