import { machineNow } from "./clock";
import { isDebugging } from "./env";

type Level = "debug" | "info" | "warn" | "error";
type Facts = Readonly<Record<string, unknown>>;

/** Names whose values never reach a log, whatever their spelling: apiSecret, x-api-key, Authorization. */
const secretNames =
  /pass(word|phrase)|secret|token|api-?key|authori[sz]ation|cookie|credential|signing-?key|master-?key|integrationcode/i;

const longestText = 2000;

function write(level: Level, message: string, facts: Facts = {}): void {
  const line = { at: machineNow().toISOString(), level, message, ...(redact(facts) as Facts) };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}

/**
 * One JSON line on standard error. Facts are for finding the case again: ids, counts, durations; never contents.
 * `debug` says something only when COUNTERPART_LOG is "debug".
 */
export const log = {
  debug: (message: string, facts?: Facts): void => {
    if (isDebugging()) write("debug", message, facts);
  },
  info: (message: string, facts?: Facts): void => write("info", message, facts),
  warn: (message: string, facts?: Facts): void => write("warn", message, facts),
  error: (message: string, facts?: Facts): void => write("error", message, facts),
};

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
