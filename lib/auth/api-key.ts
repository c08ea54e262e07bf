import { createHash, randomBytes } from "node:crypto";

/**
 * A key is `cpk_` + 8 characters that are shown for ever + 256 random bits + 6 check digits, so that a typing error or
 * a cut copy is told apart without a look-up and a scanner finds a leaked one. Stored is the SHA-256 of the whole: with
 * 256 random bits a slow hash would add nothing.
 */
export type NewApiKey = { key: string; prefix: string; hash: string };

const shape = /^cpk_([0-9a-z]{8})_([0-9A-Za-z_-]{43})([0-9a-f]{6})$/;

const checkDigits = (text: string): string =>
  createHash("sha256").update(`check:${text}`).digest("hex").slice(0, 6);

export const hashApiKey = (key: string): string => createHash("sha256").update(key).digest("hex");

export function newApiKey(): NewApiKey {
  const prefix = BigInt(`0x${randomBytes(8).toString("hex")}`)
    .toString(36)
    .padStart(8, "0")
    .slice(-8);
  const body = `cpk_${prefix}_${randomBytes(32).toString("base64url")}`;
  const key = body + checkDigits(body);
  return { key, prefix: `cpk_${prefix}`, hash: hashApiKey(key) };
}

/** Whether a text can be one of our keys at all; false costs no look-up. */
export function isWellFormedApiKey(text: string): boolean {
  return shape.test(text) && checkDigits(text.slice(0, -6)) === text.slice(-6);
}
