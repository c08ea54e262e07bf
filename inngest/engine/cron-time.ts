import { Cron } from "croner";

const zonePrefix = /^TZ=(\S+)\s+/;

/** The next instant of a cron line after `after`: five fields, optionally "TZ=Europe/London " before them, else UTC.
 * Over clock changes a time that is skipped fires right after the gap and one that comes twice fires once. */
export function nextCronTime(expression: string, after: Date): Date {
  const next = parse(expression).nextRun(after);
  if (!next) throw new RangeError(`the cron line "${expression}" never comes again`);
  return next;
}

/** What is wrong with a cron line, as a half sentence; `undefined` when nothing is. */
export function cronProblem(expression: string): string | undefined {
  const fields = expression.replace(zonePrefix, "").trim().split(/\s+/);
  if (fields.length !== 5) return `the cron line "${expression}", which has not five fields`;
  try {
    parse(expression).nextRun();
    return undefined;
  } catch (error) {
    return `the cron line "${expression}": ${error instanceof Error ? error.message : String(error)}`;
  }
}

function parse(expression: string): Cron {
  const zone = zonePrefix.exec(expression)?.[1] ?? "UTC";
  return new Cron(expression.replace(zonePrefix, ""), { timezone: zone, paused: true });
}
