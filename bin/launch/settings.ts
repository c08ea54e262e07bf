import path from "node:path";

export type LaunchSettings = {
  mode: "demo" | "production";
  /** Folder of everything this installation keeps; mode 0700 where it holds secrets. */
  data: string;
  host: string;
  port: number;
  sandboxPort: number;
  /** Undefined: any free one; nobody outside needs to know it. */
  enginePort: number | undefined;
  portalUrl: string;
  /** A server that somebody else runs; undefined: the embedded one. */
  database: { appUrl: string; ownerUrl: string | undefined; sandboxUrl: string | undefined } | undefined;
  /** Keys of a real Inngest server; undefined: the embedded engine. */
  inngest: { signingKey: string; eventKey: string } | undefined;
};

type Variables = Readonly<Record<string, string | undefined>>;

/** Throws an Error that names what is wrong with the environment. */
export function readSettings(variables: Variables): LaunchSettings {
  const text = (name: string): string | undefined => variables[name]?.trim() || undefined;
  const port = portOf("PORT", text("PORT")) ?? 3000;
  const mode = text("COUNTERPART_MODE") ?? "demo";
  if (mode !== "demo" && mode !== "production") {
    throw new Error(`COUNTERPART_MODE is '${mode}', not 'demo' or 'production'.`);
  }
  const appUrl = text("DATABASE_URL");
  return {
    mode,
    data: path.resolve(text("COUNTERPART_DATA") ?? ".data"),
    host: text("COUNTERPART_HOST") ?? "127.0.0.1",
    port,
    sandboxPort: portOf("SANDBOX_PORT", text("SANDBOX_PORT")) ?? 3001,
    enginePort: portOf("ENGINE_PORT", text("ENGINE_PORT")),
    portalUrl: text("NEXTAUTH_URL") ?? `http://localhost:${port}`,
    database: appUrl
      ? { appUrl, ownerUrl: text("DATABASE_ADMIN_URL"), sandboxUrl: text("SANDBOX_DATABASE_URL") }
      : undefined,
    inngest: inngestKeys(text("INNGEST_SIGNING_KEY"), text("INNGEST_EVENT_KEY")),
  };
}

function inngestKeys(signingKey?: string, eventKey?: string): LaunchSettings["inngest"] {
  if (signingKey && eventKey) return { signingKey, eventKey };
  if (!signingKey && !eventKey) return undefined;
  const missing = signingKey ? "INNGEST_EVENT_KEY" : "INNGEST_SIGNING_KEY";
  throw new Error(
    `${missing} is missing. Set both keys for an Inngest server, or neither for the embedded engine.`,
  );
}

function portOf(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const port = Number(value);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Error(`${name} is '${value}', which is not a port.`);
}
