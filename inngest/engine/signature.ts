import { createHash, createHmac, timingSafeEqual } from "node:crypto";

const prefix = /^signkey-\w+-/;

/** The `x-inngest-signature` header for a body: HMAC-SHA256 of its canonical JSON followed by the second `atMs`. */
export function signatureOf(canonicalBody: string, signingKey: string, atMs: number): string {
  const t = Math.floor(atMs / 1000).toString();
  const key = signingKey.replace(prefix, "");
  return `t=${t}&s=${createHmac("sha256", key).update(canonicalBody).update(t).digest("hex")}`;
}

/** What the SDK shows as its bearer token: the key is never sent, its hash is. */
export function bearerOf(signingKey: string): string {
  const shown = prefix.exec(signingKey)?.[0] ?? "";
  const key = Buffer.from(signingKey.replace(prefix, ""), "hex");
  return `${shown}${createHash("sha256").update(key).digest("hex")}`;
}

/** Compares two secrets without telling by its duration how much of them agrees. */
export function isSameSecret(given: string, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
