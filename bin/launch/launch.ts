import { mkdir } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { freePort } from "@/db/embedded/credentials";
import { portalAnswers, sandboxAnswers } from "./answers";
import { type Database, openDatabase } from "./database";
import { type Addresses, programs } from "./programs";
import { clearAway, removeRecord, writeRecord } from "./record";
import { readSecrets } from "./secrets";
import { type LaunchSettings, readSettings } from "./settings";
import { makeSupervisor, say } from "./supervisor";
import { tellStory } from "./tell-story";

/** Time for requests and durable steps in flight; the database's own stop comes after it. */
const stopWithinMs = 6_000;

/**
 * Brings up database, engine, PSA sandbox and portal in this order of need, seeds the demo at the first start, says
 * where the portal is, and stays until it is told to stop. `server`: folder of the standalone build; undefined: Next's
 * development server.
 */
export async function launch({ server }: { server: string | undefined }): Promise<void> {
  const settings = readSettings(process.env);
  await mkdir(path.join(settings.data, "logs"), { recursive: true });
  await clearAway(settings.data);
  await requireFreePort("PORT", settings.port, settings.host);
  if (settings.mode === "demo") await requireFreePort("SANDBOX_PORT", settings.sandboxPort, "127.0.0.1");

  const database = await openDatabase(settings);
  const secrets = await readSecrets(settings.data, process.env);
  const addresses = await addressesOf(settings, database);
  const supervisor = makeSupervisor(path.join(settings.data, "logs"), () => remember());
  const remember = (): void =>
    writeRecord(settings.data, {
      launcher: process.pid,
      children: supervisor.pids(),
      portalUrl: addresses.portalUrl,
      sandboxUrl: addresses.sandboxUrl,
      appUrl: database.appUrl,
      ownerUrl: database.ownerUrl,
    });

  const stopped = whenTold(async () => {
    await supervisor.stopAll(stopWithinMs);
    await database.stop();
    await removeRecord(settings.data);
  });

  for (const program of programs(settings, addresses, secrets, server)) supervisor.start(program);
  if (addresses.sandboxUrl) await sandboxAnswers(addresses.sandboxUrl);
  await portalAnswers(addresses.portalUrl, settings.port, settings.inngest === undefined);
  if (settings.mode === "demo") await tellStory(addresses);
  say(`Counterpart is ready: http://localhost:${settings.port}`);
  await stopped;
}

async function addressesOf(settings: LaunchSettings, database: Database): Promise<Addresses> {
  const isDemo = settings.mode === "demo";
  return {
    appUrl: database.appUrl,
    ownerUrl: database.ownerUrl,
    sandboxDatabaseUrl: database.sandboxUrl,
    portalUrl: settings.portalUrl,
    sandboxUrl: isDemo ? `http://localhost:${settings.sandboxPort}` : undefined,
    enginePort: settings.enginePort ?? (await freePort()),
  };
}

/** Resolves after the first SIGTERM or SIGINT has been obeyed; then the program ends. */
function whenTold(stop: () => Promise<void>): Promise<never> {
  return new Promise(() => {
    let isTold = false;
    const obey = (): void => {
      if (isTold) return;
      isTold = true;
      stop().then(
        () => process.exit(0),
        (error: unknown) => {
          process.stderr.write(
            `Stopping failed: ${error instanceof Error ? error.message : String(error)}\n`,
          );
          process.exit(1);
        },
      );
    };
    for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, obey);
  });
}

function requireFreePort(name: string, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) =>
      reject(new Error(`Port ${port} cannot be used (${error.code}). Set ${name} to another one.`)),
    );
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}
