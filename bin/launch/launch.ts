import { mkdir } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { freePort } from "@/db/embedded/credentials";
import { portalAnswers, sandboxAnswers } from "./answers";
import { type Closing, makeClosing } from "./closing";
import { type Database, openDatabase } from "./database";
import { type Addresses, programs } from "./programs";
import { clearAway, removeRecord, writeRecord } from "./record";
import { readSecrets } from "./secrets";
import { type LaunchSettings, readSettings } from "./settings";
import { endWithStarter } from "./starter";
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

  const closing = makeClosing();
  endWithStarter(process.env);
  try {
    await bringUp(settings, server, closing);
  } catch (error) {
    await closing.close();
    throw error;
  }
  await closing.whenTold;
}

async function bringUp(
  settings: LaunchSettings,
  server: string | undefined,
  closing: Closing,
): Promise<void> {
  const opening = openDatabase(settings);
  // Told to stop while the database still starts, it is stopped as soon as it has.
  closing.add(() => opening.then((database) => database.stop(), nothing));
  const database = await opening;
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
  closing.add(() => removeRecord(settings.data));
  closing.add(() => supervisor.stopAll(stopWithinMs));

  for (const program of programs(settings, addresses, secrets, server)) supervisor.start(program);
  if (addresses.sandboxUrl) await sandboxAnswers(addresses.sandboxUrl);
  await portalAnswers(addresses.portalUrl, settings.port, settings.inngest === undefined);
  if (settings.mode === "demo") await tellStory(addresses);
  say(`Counterpart is ready: http://localhost:${settings.port}`);
}

const nothing = (): void => {};

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

function requireFreePort(name: string, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) =>
      reject(new Error(`Port ${port} cannot be used (${error.code}). Set ${name} to another one.`)),
    );
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}
