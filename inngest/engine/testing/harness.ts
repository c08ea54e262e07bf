import { randomUUID } from "node:crypto";
import http from "node:http";
import { Inngest, type InngestFunction } from "inngest";
import { serve } from "inngest/node";
import type pg from "pg";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import { startEngine } from "../engine";
import type { EngineSettings } from "../settings";

/** Keys of tests; nothing outside them knows these. */
export const testKeys = { signingKey: "ab".repeat(16), eventKey: "event-key-of-tests" };

export type RunRow = {
  id: string;
  fn_id: string;
  status: "running" | "done" | "failed";
  output: unknown;
  error: { name?: string; message?: string } | null;
  events: { id: string; name: string; data: Record<string, unknown> }[];
};

/** Looks again every few milliseconds until `look` finds something; a test that waits longer than 15 s has failed. */
export async function until<T>(look: () => T | undefined | Promise<T | undefined>, what: string): Promise<T> {
  for (let tries = 0; tries < 1_500; tries += 1) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`Waited in vain for ${what}.`);
}

/** The SDK's client and its functions behind HTTP, as the portal serves them. */
export async function openTestPortal(
  enginePort: number,
  makeFunctions: (inngest: Inngest) => InngestFunction.Any[],
  beforeAnswer: () => void = () => {},
  wantedPort = 0,
): Promise<{ url: string; requests: string[]; close(): Promise<void> }> {
  const silent = () => {};
  const inngest = new Inngest({
    id: "test",
    isDev: false,
    ...testKeys,
    baseUrl: `http://127.0.0.1:${enginePort}`,
    logger: { info: silent, warn: silent, error: silent, debug: silent },
  });
  const handler = serve({ client: inngest, functions: makeFunctions(inngest), enableUnauthedSync: false });
  const requests: string[] = [];
  const server = http.createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    const end = response.end.bind(response);
    response.end = ((...parts: Parameters<typeof end>) => {
      if (request.method === "POST") beforeAnswer();
      return end(...parts);
    }) as typeof response.end;
    void handler(request, response);
  });
  const port = await listen(server, wantedPort);
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export async function freePort(): Promise<number> {
  const server = http.createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function listen(server: http.Server, wantedPort = 0): Promise<number> {
  return new Promise((resolve) => {
    server.listen(wantedPort, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });
}

export type Harness = {
  database: TestDatabase;
  portalUrl: string;
  enginePort: number;
  requests: string[];
  /** Puts an announcement into the outbox, as a use case does; its id is the event's. */
  announce(name: string, data?: Record<string, unknown>, id?: string): Promise<string>;
  /** The runs that an event has started, by its id. */
  runsOf(eventId: string): Promise<RunRow[]>;
  /** Waits until the event's `count` runs have ended. */
  endedRuns(eventId: string, count?: number): Promise<RunRow[]>;
  /** Waits until nothing of the event's runs is due or under way: they sleep, wait for a retry, or have ended. */
  settled(eventId: string): Promise<void>;
  /** Moves business time; it then stands still. */
  moveClock(seconds: number): Promise<void>;
  close(): Promise<void>;
};

/** A database, a portal with these functions, and (unless `engines` is 0) engines in this process. */
export async function openHarness(
  makeFunctions: (inngest: Inngest) => InngestFunction.Any[],
  options: Partial<EngineSettings> & { engines?: number; beforeAnswer?: () => void } = {},
): Promise<Harness> {
  const { engines = 1, beforeAnswer, ...settings } = options;
  const database = await createTestDatabase();
  await database.superuserPool.query("select set_business_clock('frozen', '2026-03-17T09:00:00Z')");
  const enginePort = await freePort();
  const portal = await openTestPortal(enginePort, makeFunctions, beforeAnswer);
  const started = await Promise.all(
    Array.from({ length: engines }, (_, index) =>
      startEngine({
        databaseUrl: database.appUrl,
        portalUrl: portal.url,
        port: index === 0 ? enginePort : 0,
        ...testKeys,
        ...settings,
      }),
    ),
  );
  await Promise.all(started.map((engine) => engine.ready));
  const runsOf = (eventId: string) => findRuns(database.superuserPool, eventId);

  return {
    database,
    portalUrl: portal.url,
    enginePort,
    requests: portal.requests,
    async announce(name, data = {}, id = randomUUID()) {
      await database.superuserPool.query(
        "insert into outbox (id, name, data, created_at) values ($1, $2, $3, business_now())",
        [id, name, data],
      );
      await database.superuserPool.query("notify outbox");
      return id;
    },
    runsOf,
    endedRuns: (eventId, count = 1) =>
      until(async () => {
        const runs = await runsOf(eventId);
        return runs.length >= count && runs.every((run) => run.status !== "running") ? runs : undefined;
      }, `the runs of ${eventId}`),
    async settled(eventId) {
      await until(async () => {
        const runs = await runsOf(eventId);
        const busy = await database.superuserPool.query(
          "select from engine.job where run_id = any($1) and (lease is not null or due_at <= business_now())",
          [runs.map((run) => run.id)],
        );
        return runs.length > 0 && busy.rowCount === 0 ? true : undefined;
      }, `${eventId} to settle`);
    },
    async moveClock(seconds) {
      await database.superuserPool.query(
        "select set_business_clock('frozen', business_now() + make_interval(secs => $1))",
        [seconds],
      );
    },
    async close() {
      await Promise.all(started.map((engine) => engine.stop()));
      await portal.close();
      await database.drop();
    },
  };
}

async function findRuns(pool: pg.Pool, eventId: string): Promise<RunRow[]> {
  const found = await pool.query<RunRow>(
    `select id, fn_id, status, output, error, events from engine.run
      where exists (select from json_array_elements(events) as event where event ->> 'id' = $1) order by id`,
    [eventId],
  );
  return found.rows;
}
