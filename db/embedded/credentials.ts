import { randomBytes } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";

/** Kept in `credentials.json`, mode 0600: passwords made at first start, and the port in use. */
export type Credentials = {
  port: number;
  superuser: string;
  owner: string;
  app: string;
  sandbox: string;
};

const password = (): string => randomBytes(24).toString("base64url");

const fileIn = (records: string): string => path.join(records, "credentials.json");

export async function readCredentials(records: string): Promise<Credentials> {
  const text = await readFile(fileIn(records), "utf8").catch(() => undefined);
  if (text !== undefined) return JSON.parse(text) as Credentials;
  const made = {
    port: await freePort(),
    superuser: password(),
    owner: password(),
    app: password(),
    sandbox: password(),
  };
  await writeCredentials(records, made);
  return made;
}

export async function writeCredentials(records: string, credentials: Credentials): Promise<void> {
  const unfinished = `${fileIn(records)}.${process.pid}`;
  await writeFile(unfinished, JSON.stringify(credentials, null, 2), { mode: 0o600 });
  await rename(unfinished, fileIn(records));
}

/** A port nobody listens on now. Somebody may take it before we do; whoever starts then tries another. */
export function freePort(wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(wanted, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("No port.")),
      );
    });
  });
}

export function address(role: string, secret: string, port: number, database: string): string {
  return `postgres://${role}:${encodeURIComponent(secret)}@127.0.0.1:${port}/${database}`;
}
