import { log } from "@/lib/log";
import { inngest } from "../client";
import { readEngineMode } from "../mode";
import { startRelay } from "../relay-to-server";
import { startEngine } from "./engine";

/**
 * The process beside the portal that drives its durable functions: the embedded engine, or, where an Inngest server
 * does that, the relay that hands it the announcements. Stops on SIGTERM and SIGINT within some seconds.
 */
const required = (name: string): string => {
  const value = process.env[name]?.trim();
  if (!value) throw new Error(`The engine cannot start: ${name} is missing. See .env.example.`);
  return value;
};

async function start(): Promise<{ stop(): Promise<void> }> {
  const databaseUrl = required("DATABASE_URL");
  const mode = readEngineMode(process.env);
  if (mode.kind === "inngest") {
    log.info("announcements go to the Inngest server");
    return startRelay(databaseUrl, inngest);
  }
  const engine = await startEngine({
    databaseUrl,
    portalUrl: required("PORTAL_URL"),
    port: Number.parseInt(process.env.ENGINE_PORT ?? "3002", 10),
    signingKey: mode.signingKey,
    eventKey: mode.eventKey,
  });
  log.info("the engine listens", { port: engine.port });
  engine.ready.then(
    () => log.info("the engine drives the portal's functions"),
    (error: unknown) => {
      log.error("the engine does not start", { error });
      process.exit(1);
    },
  );
  return engine;
}

const running = start().catch((error: unknown) => {
  log.error("the engine does not start", { error });
  process.exit(1);
});

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.once(signal, () => {
    running
      .then((process_) => process_.stop())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          log.error("the engine did not stop in order", { error });
          process.exit(1);
        },
      );
  });
}
