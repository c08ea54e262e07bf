import { randomBytes } from "node:crypto";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { testDatabaseUrl } from "@/lib/env";
import { startEmbedded } from "./embedded";
import { removeCluster } from "./embedded/remove-cluster";
import { createRole } from "./embedded/roles";

import { migrate } from "./migrate";

/** What a test file needs to make databases of its own. Passwords are of this run, or of a server for tests alone. */
export type TestServer = {
  superuserUrl: string;
  ownerPassword: string;
  appPassword: string;
  sandboxPassword: string;
  /** A migrated database that nobody is connected to. */
  template: string;
};

declare module "vitest" {
  export interface ProvidedContext {
    testServer: TestServer;
  }
}

const folderPrefix = "counterpart-test-";

/** Vitest's global set-up: one server and one migrated template for a run, however many files it has. */
export default async function provideTestServer(project: TestProject): Promise<() => Promise<void>> {
  const given = testDatabaseUrl();
  const { server, stop } = given ? await borrowServer(given) : await startServer();
  try {
    await makeTemplate(server);
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide("testServer", server);
  return stop;
}

type Running = { server: TestServer; stop(): Promise<void> };

/** A cluster of this run alone, so that several runs side by side never meet. */
async function startServer(): Promise<Running> {
  await removeAbandonedServers();
  const folder = await mkdtemp(path.join(tmpdir(), folderPrefix));
  // The database's own user must be able to enter.
  await chmod(folder, 0o711);
  await writeFile(path.join(folder, "runner.pid"), String(process.pid));
  const dataDirectory = path.join(folder, "postgres");
  await mkdir(dataDirectory);
  const embedded = await startEmbedded({ dataDirectory, durable: false });
  const passwordOf = (url: string): string => decodeURIComponent(new URL(url).password);
  return {
    server: {
      superuserUrl: embedded.superuserUrl,
      ownerPassword: passwordOf(embedded.ownerUrl),
      appPassword: passwordOf(embedded.appUrl),
      sandboxPassword: passwordOf(embedded.sandboxUrl),
      template: "counterpart_template",
    },
    stop: async () => {
      await embedded.stop();
      await removeCluster(dataDirectory);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Runs that were killed leave their server behind; the next run takes it away. */
async function removeAbandonedServers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(folderPrefix)) continue;
    const folder = path.join(tmpdir(), name);
    const pid = Number(await readFile(path.join(folder, "runner.pid"), "utf8").catch(() => "0"));
    if (pid === 0 || isAlive(pid)) continue;
    await removeCluster(path.join(folder, "postgres"));
    await rm(folder, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** A server somebody else runs (TEST_DATABASE_URL): never one that is not on this machine. */
async function borrowServer(superuserUrl: string): Promise<Running> {
  const { hostname } = new URL(superuserUrl);
  if (!["localhost", "127.0.0.1", "[::1]"].includes(hostname)) {
    throw new Error(
      `TEST_DATABASE_URL names '${hostname}'. Tests make and drop databases: only a local server is used.`,
    );
  }
  const run = randomBytes(4).toString("hex");
  // The same for every run on this server, so that runs side by side do not change each other's passwords.
  const password = Buffer.from(new URL(superuserUrl).password || "counterpart").toString("base64url");
  const server = {
    superuserUrl,
    ownerPassword: password,
    appPassword: password,
    sandboxPassword: password,
    template: `counterpart_template_${run}`,
  };
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(7203118)");
    for (const role of ["counterpart_owner", "counterpart_app", "counterpart_sandbox"]) {
      await createRole(client, role, password);
    }
  } finally {
    await client.end();
  }
  return { server, stop: () => dropDatabase(superuserUrl, server.template) };
}

async function makeTemplate(server: TestServer): Promise<void> {
  const client = new pg.Client({ connectionString: server.superuserUrl });
  await client.connect();
  try {
    await client.query(`create database ${server.template} owner counterpart_owner template template0`);
  } finally {
    await client.end();
  }
  const url = new URL(server.superuserUrl);
  url.username = "counterpart_owner";
  url.password = server.ownerPassword;
  url.pathname = `/${server.template}`;
  await migrate(url.href);
}

async function dropDatabase(superuserUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    await client.query(`drop database if exists ${name} with (force)`);
  } finally {
    await client.end();
  }
}
