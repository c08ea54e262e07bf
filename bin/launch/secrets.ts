import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";

export type Secrets = {
  /** Signs session tokens (NEXTAUTH_SECRET). */
  session: string;
  /** Wraps the keys of stored PSA credentials (COUNTERPART_MASTER_KEY). Lost means: enter all credentials again. */
  masterKey: string;
  engineSigningKey: string;
  engineEventKey: string;
};

/** Made at first start in `secrets.json`, mode 0600; what the environment gives counts instead. */
export async function readSecrets(
  data: string,
  given: Readonly<Record<string, string | undefined>>,
): Promise<Secrets> {
  const kept = await keptSecrets(path.join(data, "secrets.json"));
  return {
    ...kept,
    session: given.NEXTAUTH_SECRET || kept.session,
    masterKey: given.COUNTERPART_MASTER_KEY || kept.masterKey,
  };
}

async function keptSecrets(file: string): Promise<Secrets> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text !== undefined) return JSON.parse(text) as Secrets;
  const made: Secrets = {
    session: randomBytes(32).toString("base64"),
    masterKey: randomBytes(32).toString("base64"),
    engineSigningKey: `signkey-prod-${randomBytes(32).toString("hex")}`,
    engineEventKey: randomBytes(24).toString("hex"),
  };
  // wx: two first starts at once must not each keep keys that the other does not know.
  await writeFile(file, JSON.stringify(made, null, 2), { mode: 0o600, flag: "wx" });
  return made;
}
