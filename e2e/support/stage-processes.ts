import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { setApplicationPool } from "@/db/application-pool";
import { closePools } from "@/db/client";
import { startEmbedded } from "@/db/embedded";
import { removeCluster } from "@/db/embedded/remove-cluster";
import { migrate } from "@/db/migrate";
import { trustSandbox } from "@/lib/connections/outside";
import { setStageEnvironment } from "./billing-stage";
import { freePort } from "./free-port";

/** Real parts for a command that measures or breaks things: a cluster of its own, the sandbox, the engine. */
export type StageProcesses = {
  appUrl: string;
  superuserPool: pg.Pool;
  appPool: pg.Pool;
  sandboxUrl: string;
  /** Where the engine looks for the durable functions. */
  functionsPort: number;
  startEngine(): Promise<void>;
  close(): Promise<void>;
};

export async function openStageProcesses(): Promise<StageProcesses> {
  const folder = await mkdtemp(path.join(tmpdir(), "counterpart-stage-"));
  await chmod(folder, 0o711);
  const dataDirectory = path.join(folder, "postgres");
  await mkdir(dataDirectory);
  const database = await startEmbedded({ dataDirectory, durable: true });
  await migrate(database.ownerUrl);
  const superuser = new URL(database.superuserUrl);
  superuser.pathname = new URL(database.appUrl).pathname;
  const superuserPool = new pg.Pool({ connectionString: superuser.href, max: 4 });
  const appPool = new pg.Pool({ connectionString: database.appUrl, max: 10 });
  // The server goes before the last idle connection may have closed; that is the end, not a failure.
  for (const pool of [superuserPool, appPool]) pool.on("error", () => {});

  const children: ChildProcess[] = [];
  const [sandboxPort, enginePort, functionsPort] = [await freePort(), await freePort(), await freePort()];
  const sandboxUrl = `http://127.0.0.1:${sandboxPort}`;
  setStageEnvironment({ databaseUrl: database.appUrl, sandboxUrl });
  const keys = { signing: randomBytes(32).toString("hex"), event: randomBytes(16).toString("hex") };
  Object.assign(process.env, {
    COUNTERPART_ENGINE_SIGNING_KEY: keys.signing,
    COUNTERPART_ENGINE_EVENT_KEY: keys.event,
    // What the SDK reads in the process that serves the functions.
    INNGEST_SIGNING_KEY: keys.signing,
    INNGEST_EVENT_KEY: keys.event,
    INNGEST_BASE_URL: `http://127.0.0.1:${enginePort}`,
    PORTAL_URL: `http://127.0.0.1:${functionsPort}`,
    ENGINE_PORT: String(enginePort),
    SANDBOX_PORT: String(sandboxPort),
    SANDBOX_DATABASE_URL: database.sandboxUrl,
  });
  setApplicationPool(appPool);
  // A second stage in the same process has a sandbox of its own.
  trustSandbox(sandboxUrl);
  const run = (program: string): ChildProcess => {
    const child = spawn(process.execPath, ["--import", "tsx", program], {
      stdio: ["ignore", "ignore", process.env.STAGE_LOG ? "inherit" : "ignore"],
    });
    children.push(child);
    return child;
  };
  run("lib/sandbox/main.ts");
  await answers(`${sandboxUrl}/_sandbox/health`);
  return {
    appUrl: database.appUrl,
    superuserPool,
    appPool,
    sandboxUrl,
    functionsPort,
    startEngine: async () => {
      run("inngest/engine/main.ts");
      await answers(`http://127.0.0.1:${enginePort}/health`);
    },
    close: async () => {
      await Promise.all(children.map(end));
      setApplicationPool(undefined);
      await Promise.all([superuserPool.end(), appPool.end(), closePools()]);
      await database.stop();
      await removeCluster(dataDirectory);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), 5_000);
  await gone;
  clearTimeout(late);
}

/** Waits until somebody answers at all, 20 s at most. */
async function answers(url: string): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    try {
      await fetch(url);
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  throw new Error(`Nobody answers at ${url}.`);
}
