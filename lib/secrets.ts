import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/**
 * Keys of the deployment by id. Sealing uses `current`; opening uses the key a value names, so that a new key can be
 * put in while old values are still read, and the old key deleted once `isSealedWith` finds none of its values.
 */
export type Keyring = { readonly current: string; readonly keys: ReadonlyMap<string, Buffer> };

/** Where a value stands. It opens in exactly this place: moved to another tenant or field it is refused. */
export type SecretPlace = { partnerId: string; field: string };

const VERSION = "s1";

/**
 * Encrypts a text for one place: AES-256-GCM under a data key of the tenant, random nonce, tenant and field as
 * additional data. The answer is "s1.<key id>.<nonce>.<text>.<tag>", base64url.
 */
export function seal(plain: string, place: SecretPlace, ring: Keyring): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", dataKey(ring, ring.current, place), nonce);
  cipher.setAAD(boundTo(ring.current, place));
  const sealed = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  return [
    VERSION,
    ring.current,
    ...[nonce, sealed, cipher.getAuthTag()].map((part) => part.toString("base64url")),
  ].join(".");
}

/** Throws an Error that says nothing of the content when the value was altered, moved or sealed with an unknown key. */
export function open(sealed: string, place: SecretPlace, ring: Keyring): string {
  const [version, keyId = "", ...parts] = sealed.split(".");
  const [nonce, text, tag] = parts.map((part) => Buffer.from(part, "base64url"));
  if (
    version !== VERSION ||
    !nonce ||
    !text ||
    tag?.length !== 16 ||
    nonce.length !== 12 ||
    parts.length !== 3
  ) {
    throw new Error("A stored secret has an unknown form.");
  }
  const decipher = createDecipheriv("aes-256-gcm", dataKey(ring, keyId, place), nonce);
  decipher.setAAD(boundTo(keyId, place));
  decipher.setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(text), decipher.final()]).toString("utf8");
  } catch (cause) {
    throw new Error(
      "A stored secret does not open: it was altered, moved, or the master key is another one.",
      { cause },
    );
  }
}

export function isSealedWith(sealed: string, keyId: string): boolean {
  return sealed.startsWith(`${VERSION}.${keyId}.`);
}

/** Names a key by its content, so that a changed master key is noticed as an unknown id instead of as damage. */
export function keyringOf(masterKey: Buffer, ...older: readonly Buffer[]): Keyring {
  const named = [masterKey, ...older].map((key) => [idOf(key), key] as const);
  return { current: idOf(masterKey), keys: new Map(named) };
}

/** "••••••3f9a": the last four characters, for ever. Of a short secret nothing is shown. */
export function mask(secret: string): string {
  return `••••••${secret.length >= 12 ? secret.slice(-4) : ""}`;
}

const idOf = (key: Buffer): string =>
  Buffer.from(hkdfSync("sha256", key, "", "counterpart key id", 6)).toString("base64url");

/** The tenant's data key: derived, so that one tenant's key tells nothing of another's and none lies in the database. */
function dataKey(ring: Keyring, keyId: string, { partnerId }: SecretPlace): Buffer {
  const masterKey = ring.keys.get(keyId);
  if (!masterKey) {
    throw new Error(`A stored secret needs the master key '${keyId}', which this deployment does not have.`);
  }
  return Buffer.from(hkdfSync("sha256", masterKey, partnerId, "counterpart data key", 32));
}

/** A length before each part: no two places share a text. */
function boundTo(keyId: string, { partnerId, field }: SecretPlace): Buffer {
  return Buffer.from(
    [VERSION, keyId, partnerId, field].map((part) => `${part.length}:${part}`).join("|"),
    "utf8",
  );
}
