/**
 * The only reader of process.env inside the portal. Everything is read once and checked as a whole, so that a start
 * that lacks something says all that it lacks, and says it at the start (`instrumentation.ts`).
 */

export type Environment = {
  /** `production` starts empty: no demo story, no sandbox, no demo persons on the sign-in page. */
  readonly mode: "demo" | "production";
  /** The restricted role's address. */
  readonly databaseUrl: string;
  /** The address people use, without a slash at its end. */
  readonly portalUrl: string;
  /** Signs session tokens. */
  readonly sessionSecret: string;
  /** 32 bytes that wrap the keys under which PSA credentials lie. */
  readonly masterKey: Buffer;
  /** Origins that count as a PSA although they are not public: the sandbox's, and nothing typed on a screen. */
  readonly sandboxOrigins: readonly string[];
};

type Variables = Readonly<Record<string, string | undefined>>;

let known: Environment | undefined;

/** Throws an Error that names every variable that is missing or wrong. */
export function environment(): Environment {
  known ??= readEnvironment(process.env);
  return known;
}

export function readEnvironment(variables: Variables): Environment {
  const wrong: string[] = [];
  const required = (name: string): string => {
    const value = variables[name]?.trim();
    if (!value) wrong.push(`${name} is missing`);
    return value ?? "";
  };

  const mode = variables.COUNTERPART_MODE?.trim() || "demo";
  if (mode !== "demo" && mode !== "production") {
    wrong.push(`COUNTERPART_MODE is '${mode}', not 'demo' or 'production'`);
  }
  const databaseUrl = required("DATABASE_URL");
  const portalUrl = required("NEXTAUTH_URL").replace(/\/+$/, "");
  const sessionSecret = required("NEXTAUTH_SECRET");
  const masterKey = Buffer.from(required("COUNTERPART_MASTER_KEY"), "base64");
  if (variables.COUNTERPART_MASTER_KEY?.trim() && masterKey.length !== 32) {
    wrong.push("COUNTERPART_MASTER_KEY is not 32 bytes in base64 (make one with: openssl rand -base64 32)");
  }
  const sandboxOrigins = (variables.PSA_SANDBOX_URL ?? "").split(",").flatMap((entry) => {
    const address = entry.trim();
    if (!address) return [];
    if (URL.canParse(address)) return [new URL(address).origin];
    wrong.push(`PSA_SANDBOX_URL holds '${address}', which is not an address`);
    return [];
  });

  if (wrong.length > 0) throw new Error(`Counterpart cannot start: ${wrong.join("; ")}. See .env.example.`);
  return {
    mode: mode === "production" ? "production" : "demo",
    databaseUrl,
    portalUrl,
    sessionSecret,
    masterKey,
    sandboxOrigins,
  };
}

/** Address of a local server for database tests, with all rights; undefined: the embedded one is used. */
export function testDatabaseUrl(): string | undefined {
  return process.env.TEST_DATABASE_URL?.trim() || undefined;
}

/** Whether every call and step is written to the log. */
export function isDebugging(): boolean {
  return process.env.COUNTERPART_LOG === "debug";
}

/** `next dev`: pages then need what a build leaves out (evaluated scripts, a socket for reloading). */
export function isDevelopment(): boolean {
  return process.env.NODE_ENV === "development";
}
