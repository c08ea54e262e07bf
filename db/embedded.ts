import { readdir } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { postgresBinaries } from "./embedded/binaries";
import { type Credentials, freePort, readCredentials, writeCredentials } from "./embedded/credentials";
import { prepareHome } from "./embedded/home";
import {
  initialiseCluster,
  runningPostmaster,
  type Server,
  spawnPostmaster,
  stopPostmaster,
} from "./embedded/postmaster";
import { addresses, createRolesAndDatabases } from "./embedded/roles";
import { databaseUser } from "./embedded/system-user";

export type EmbeddedOptions = {
  /** A folder for this cluster alone. Two folders are two clusters and may run at once. */
  dataDirectory: string;
  /** False gives up safety on a loss of power for speed: test databases, and nothing else. */
  durable: boolean;
};

export type Embedded = {
  /** Maintenance database, all rights: for tests and for making databases. */
  superuserUrl: string;
  /** Owner of the database counterpart, for migrations (DATABASE_ADMIN_URL). */
  ownerUrl: string;
  /** Restricted role that the portal uses (DATABASE_URL). */
  appUrl: string;
  /** The PSA sandbox's own database and role. */
  sandboxUrl: string;
  /** Ends the server, also one that was running already, and waits until it is gone. */
  stop(): Promise<void>;
};

const startLimitMs = 20_000;
const watchEveryMs = 300;

/**
 * PostgreSQL from the npm package, on 127.0.0.1, with passwords made at first start. A server that a killed launcher
 * left behind is adopted; one that dies while we watch is started again on the same port.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const user = databaseUser();
  const home = await prepareHome(path.resolve(options.dataDirectory), user);
  const server: Server = {
    home,
    user,
    durable: options.durable,
    binaries: await postgresBinaries(user, home.copies),
  };
  const credentials = await readCredentials(home.records);
  const contents = await readdir(home.cluster);
  if (contents.length === 0) await initialiseCluster(server, credentials.superuser);
  await ensureRunning(server, credentials);
  await createRolesAndDatabases(addresses(credentials).superuserUrl, credentials);

  const watch = watchOver(server, credentials);
  return {
    ...addresses(credentials),
    stop: async () => {
      await watch.end();
      await stopPostmaster(home.cluster);
    },
  };
}

/** Starts the server unless it runs, and waits until it answers. Writes the port down if it had to change. */
async function ensureRunning(server: Server, credentials: Credentials): Promise<void> {
  const running = runningPostmaster(server.home.cluster);
  if (running) {
    credentials.port = running.port || credentials.port;
  } else {
    credentials.port = await freePort(credentials.port).catch(() => freePort());
  }
  await writeCredentials(server.home.records, credentials);
  await startUntilItAnswers(server, credentials);
}

async function startUntilItAnswers(server: Server, credentials: Credentials): Promise<void> {
  const { superuserUrl } = addresses(credentials);
  let failure: unknown;
  for (let waited = 0, sinceSpawn = 2000; waited < startLimitMs; waited += 50, sinceSpawn += 50) {
    // Right after a crash a first start can fail on what is left of the old server; then another is tried.
    if (sinceSpawn >= 1000 && !runningPostmaster(server.home.cluster)) {
      spawnPostmaster(server, credentials.port);
      sinceSpawn = 0;
    }
    failure = await failureToConnect(superuserUrl);
    if (failure === undefined) return;
    await pause(50);
  }
  throw new Error(
    `PostgreSQL did not start within ${startLimitMs / 1000} s; see ${server.home.records}/server.log.`,
    {
      cause: failure,
    },
  );
}

async function failureToConnect(url: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on("error", () => {});
  try {
    await client.connect();
    return undefined;
  } catch (error) {
    return error;
  } finally {
    await client.end().catch(() => {});
  }
}

/** Starts a server again that died without being asked to. Ends with the program, which it does not keep alive. */
function watchOver(server: Server, credentials: Credentials): { end(): Promise<void> } {
  let isEnded = false;
  let busy: Promise<void> | undefined;
  const timer = setInterval(() => {
    if (isEnded || busy || runningPostmaster(server.home.cluster)) return;
    busy = startUntilItAnswers(server, credentials)
      // Tried again at the next look; until then every query says that there is no database.
      .catch(() => {})
      .finally(() => {
        busy = undefined;
      });
  }, watchEveryMs);
  timer.unref();
  return {
    end: async () => {
      isEnded = true;
      clearInterval(timer);
      await busy;
    },
  };
}
