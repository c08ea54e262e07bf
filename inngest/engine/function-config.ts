import { z } from "zod";
import { cronProblem } from "./cron-time";
import { durationMs } from "./duration";
import { expressionProblem } from "./expression";

/** A function as the engine runs it, from the configuration the SDK reports at sync. */
export type FunctionConfig = {
  id: string;
  events: readonly { name: string; expression?: string | undefined }[];
  crons: readonly string[];
  /** The first attempt included; an Inngest server's own default is 5. */
  maxAttempts: number;
  concurrency: readonly { limit: number; key?: string | undefined }[];
  batch: { maxSize: number; timeoutMs: number; key?: string | undefined } | undefined;
  /** An expression; two events with the same value within 24 h start one run. */
  idempotency: string | undefined;
};

/** A function asks for something that this engine does not do. The engine does not start with such a function. */
export class UnsupportedFunctionError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "UnsupportedFunctionError";
  }
}

const concurrencyLimit = z.object({
  limit: z.number().int().nonnegative(),
  key: z.string().optional(),
  scope: z.string().optional(),
});

const reported = z.object({
  id: z.string().min(1),
  triggers: z.array(
    z.object({
      event: z.string().optional(),
      expression: z.string().nullish(),
      cron: z.string().optional(),
      jitter: z.string().optional(),
    }),
  ),
  steps: z.record(
    z.string(),
    z.object({ retries: z.object({ attempts: z.number().optional() }).optional() }),
  ),
  concurrency: z
    .union([
      z.number().transform((limit) => [{ limit, key: undefined, scope: undefined }]),
      concurrencyLimit.transform((one) => [one]),
      z.array(concurrencyLimit).max(2),
    ])
    .optional(),
  batchEvents: z
    .object({ maxSize: z.number().int().min(1).max(100), timeout: z.string(), key: z.string().optional() })
    .loose()
    .optional(),
  idempotency: z.string().optional(),
});

/** Members of a configuration that are understood; whatever else is set is refused by its name. */
const known = new Set(["id", "name", "triggers", "steps", "concurrency", "batchEvents", "idempotency"]);
/** Members whose name in a function differs from their name in the reported configuration. */
const writtenAs: Readonly<Record<string, string>> = { cancel: "cancelOn" };

/**
 * The engine's reading of what the SDK reports. Throws UnsupportedFunctionError with one sentence for each thing that
 * the engine does not know ("function x uses debounce, which the embedded engine does not know") or cannot read.
 */
export function readFunctionConfigs(configs: readonly unknown[]): readonly FunctionConfig[] {
  const problems: string[] = [];
  const functions: FunctionConfig[] = [];
  for (const config of configs) {
    const parsed = reported.safeParse(config);
    if (parsed.success) {
      problems.push(...problemsOf(parsed.data, config as Record<string, unknown>));
      functions.push(toFunction(parsed.data));
    } else {
      problems.push(
        `a function's configuration cannot be read: ${z.prettifyError(parsed.error).replaceAll("\n", " ")}`,
      );
    }
  }
  if (problems.length > 0) throw new UnsupportedFunctionError(problems);
  return functions;
}

function problemsOf(config: z.infer<typeof reported>, raw: Record<string, unknown>): string[] {
  const unknown = Object.keys(raw)
    .filter((member) => raw[member] !== undefined && !known.has(member))
    .map((member) => writtenAs[member] ?? member);
  if (config.batchEvents && "if" in config.batchEvents) unknown.push("batchEvents.if");
  if (config.batchEvents && config.idempotency !== undefined) unknown.push("batchEvents with idempotency");
  for (const trigger of config.triggers) {
    if (trigger.jitter !== undefined) unknown.push("cron jitter");
    if (trigger.event?.includes("*")) unknown.push(`the event pattern ${trigger.event}`);
  }
  for (const { scope } of config.concurrency ?? []) {
    if (scope !== undefined && scope !== "fn") unknown.push(`concurrency of scope ${scope}`);
  }
  const unreadable = [
    ...config.triggers.map(({ cron }) => (cron === undefined ? undefined : cronProblem(cron))),
    ...expressionsOf(config).map(expressionProblem),
    config.batchEvents && durationMs(config.batchEvents.timeout) === undefined
      ? `the duration "${config.batchEvents.timeout}"`
      : undefined,
  ].filter((problem) => problem !== undefined);
  return [
    ...unknown.map((what) => `function ${config.id} uses ${what}, which the embedded engine does not know`),
    ...unreadable.map((what) => `function ${config.id} uses ${what}`),
  ];
}

function expressionsOf(config: z.infer<typeof reported>): string[] {
  return [
    ...config.triggers.map(({ expression }) => expression),
    ...(config.concurrency ?? []).map(({ key }) => key),
    config.batchEvents?.key,
    config.idempotency,
  ].filter((expression) => typeof expression === "string");
}

function toFunction(config: z.infer<typeof reported>): FunctionConfig {
  const attempts = Object.values(config.steps)[0]?.retries?.attempts ?? 4;
  const batch = config.batchEvents;
  return {
    id: config.id,
    events: config.triggers.flatMap(({ event, expression }) =>
      event === undefined ? [] : [{ name: event, expression: expression ?? undefined }],
    ),
    crons: config.triggers.flatMap(({ cron }) => (cron === undefined ? [] : [cron])),
    maxAttempts: attempts + 1,
    concurrency: config.concurrency ?? [],
    batch: batch && {
      maxSize: batch.maxSize,
      timeoutMs: durationMs(batch.timeout) ?? 0,
      key: batch.key,
    },
    idempotency: config.idempotency,
  };
}
