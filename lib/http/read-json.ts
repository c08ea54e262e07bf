import { DoorError } from "./problem";

/**
 * The body's text, read no further than the limit allows: a body that says it is too long is refused before a byte is
 * read, one that lies is refused when it passes the limit.
 */
export async function readText(request: Request, maxBytes: number): Promise<string> {
  const tooLarge = (): DoorError =>
    new DoorError(413, "too_large", `The body is larger than ${maxBytes} bytes.`);
  const declared = request.headers.get("content-length");
  if (declared !== null && (!/^\d{1,15}$/.test(declared) || BigInt(declared) > BigInt(maxBytes)))
    throw tooLarge();
  if (!request.body) return "";
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = request.body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      throw tooLarge();
    }
    parts.push(next.value);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(parts));
  } catch {
    throw new DoorError(400, "malformed", "The body is not UTF-8.");
  }
}

export function requireMediaType(
  request: Request,
  wanted: "application/json" | "application/x-www-form-urlencoded",
): void {
  const given = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
  if (given !== wanted) throw new DoorError(415, "unsupported_media_type", `Send ${wanted}.`);
}

/**
 * Parses JSON and refuses what nothing of ours can hold, in values and in names: deep nesting, the character NUL and
 * half a character (a lone surrogate).
 */
export function parseJson(text: string, maxDepth: number): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new DoorError(400, "malformed", "The body is not JSON.");
  }
  refuseUnholdable(value, maxDepth);
  return value;
}

/** Level by level without recursion, so that no nesting can exhaust the stack. */
function refuseUnholdable(root: unknown, maxDepth: number): void {
  let level: unknown[] = [root];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > maxDepth)
      throw new DoorError(400, "malformed", `The body is nested deeper than ${maxDepth} levels.`);
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value === "string") requireHoldable(value);
      else if (Array.isArray(value)) for (const item of value) next.push(item);
      else if (value !== null && typeof value === "object")
        for (const [name, item] of Object.entries(value)) {
          requireHoldable(name);
          next.push(item);
        }
    }
    level = next;
  }
}

/** Throws `malformed` for text that the database cannot store. */
export function requireHoldable(text: string): void {
  if (text.includes("\u0000")) throw new DoorError(400, "malformed", "A text holds the character NUL.");
  if (/\p{Cs}/u.test(text))
    throw new DoorError(400, "malformed", "A text holds half a character (a lone surrogate).");
}
