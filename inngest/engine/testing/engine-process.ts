import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { type Harness, testKeys } from "./harness";

/** An engine in a process of its own, as `npm start` runs it. */
export function spawnEngine(engine: Harness): ChildProcess {
  return spawn(process.execPath, ["--import", "tsx", "inngest/engine/main.ts"], {
    stdio: "ignore",
    env: {
      ...process.env,
      DATABASE_URL: engine.database.appUrl,
      PORTAL_URL: engine.portalUrl,
      ENGINE_PORT: String(engine.enginePort),
      COUNTERPART_ENGINE_SIGNING_KEY: testKeys.signingKey,
      COUNTERPART_ENGINE_EVENT_KEY: testKeys.eventKey,
    },
  });
}

/** As a crash would: at once, from outside. */
export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}
