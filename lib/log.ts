import { machineNow } from "./clock";

type Level = "info" | "warn" | "error";
type Facts = Readonly<Record<string, unknown>>;

/** Names whose values never reach a log, whatever their spelling: apiSecret, x-api-key, Authorization. */
const secretNames =
  /pass(word|phrase)|secret|token|api-?key|authori[sz]ation|cookie|credential|signing-?key|master-?key|integrationcode/i;

const longestText = 2000;

/** One JSON line on standard error. Facts are for finding the case again: ids, counts, durations; never contents. */
export function log(level: Level, message: string, facts: Facts = {}): void {
  const line = JSON.stringify({
    at: machineNow().toISOString(),
    level,
    message,
    ...(redact(facts, 0) as Facts),
  });
  process.stderr.write(`${line}\n`);
}

/** The same value with secrets struck out, errors spelled out and long texts cut. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === "string") {
    return value.length > longestText ? `${value.slice(0, longestText)}...` : value;
  }
  if (typeof value === "bigint") return value.toString();
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  if (depth > 5) return "...";
  if (value instanceof Error) {
    const { name, message, stack, cause } = value;
    return { name, message, stack, ...(cause === undefined ? {} : { cause: redact(cause, depth + 1) }) };
  }
  if (Array.isArray(value)) return value.slice(0, 50).map((item) => redact(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      secretNames.test(name) ? "[redacted]" : redact(item, depth + 1),
    ]),
  );
}
