import path from "node:path";
import type { Secrets } from "./secrets";
import type { LaunchSettings } from "./settings";
import type { Program } from "./supervisor";

export type Addresses = {
  appUrl: string;
  ownerUrl: string | undefined;
  sandboxDatabaseUrl: string | undefined;
  portalUrl: string;
  /** Undefined where there is no sandbox: production. */
  sandboxUrl: string | undefined;
  enginePort: number;
};

/** The processes of this installation with what each needs to know, and no more. */
export function programs(
  settings: LaunchSettings,
  addresses: Addresses,
  secrets: Secrets,
  server: string | undefined,
): Program[] {
  const tsx = import.meta.resolve("tsx");
  // The SDK's own names in the portal; the engine reads the launcher's keys by names that say so.
  const inngest = {
    INNGEST_SIGNING_KEY: settings.inngest?.signingKey ?? secrets.engineSigningKey,
    INNGEST_EVENT_KEY: settings.inngest?.eventKey ?? secrets.engineEventKey,
    ...(settings.inngest ? {} : { INNGEST_BASE_URL: `http://127.0.0.1:${addresses.enginePort}` }),
    INNGEST_DEV: undefined,
  };
  const engine = settings.inngest
    ? inngest
    : {
        INNGEST_SIGNING_KEY: undefined,
        INNGEST_EVENT_KEY: undefined,
        COUNTERPART_ENGINE_SIGNING_KEY: secrets.engineSigningKey,
        COUNTERPART_ENGINE_EVENT_KEY: secrets.engineEventKey,
      };
  const common = { NEXT_TELEMETRY_DISABLED: "1", DATABASE_ADMIN_URL: undefined };

  const all: Program[] = [];
  // With an Inngest server this program only hands it the announcements.
  all.push({
    name: "engine",
    args: ["--import", tsx, path.resolve("inngest/engine/main.ts")],
    environment: {
      ...common,
      ...engine,
      DATABASE_URL: addresses.appUrl,
      ENGINE_PORT: String(addresses.enginePort),
      PORTAL_URL: `http://127.0.0.1:${settings.port}`,
    },
  });
  if (addresses.sandboxUrl) {
    all.push({
      name: "sandbox",
      args: ["--import", tsx, path.resolve("lib/sandbox/main.ts")],
      environment: {
        ...common,
        DATABASE_URL: undefined,
        SANDBOX_PORT: String(settings.sandboxPort),
        SANDBOX_DATABASE_URL: addresses.sandboxDatabaseUrl,
      },
    });
  }
  const next = path.resolve("node_modules/next/dist/bin/next");
  all.push({
    name: "portal",
    args: server
      ? [path.join(server, "server.js")]
      : [next, "dev", "--port", String(settings.port), "--hostname", settings.host],
    environment: {
      ...common,
      ...inngest,
      NODE_ENV: server ? "production" : "development",
      COUNTERPART_MODE: settings.mode,
      COUNTERPART_MASTER_KEY: secrets.masterKey,
      DATABASE_URL: addresses.appUrl,
      HOSTNAME: settings.host,
      NEXTAUTH_SECRET: secrets.session,
      NEXTAUTH_URL: addresses.portalUrl,
      PORT: String(settings.port),
      PSA_SANDBOX_URL: addresses.sandboxUrl
        ? [`http://localhost:${settings.sandboxPort}`, `http://127.0.0.1:${settings.sandboxPort}`].join(",")
        : undefined,
    },
  });
  return all;
}
