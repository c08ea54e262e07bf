import { readFileSync } from "node:fs";

const lookEveryMs = 500;

/**
 * In continuous integration (CI is set) the program ends with the shell that started it, so that a job leaves nothing
 * behind: npm does not end when its shell does. Elsewhere it stays, as whoever detached it wanted.
 */
export function endWithStarter(variables: Readonly<Record<string, string | undefined>>): void {
  if (!variables.CI) return;
  const first = ancestors();
  if (first.includes(1)) return;
  const timer = setInterval(() => {
    if (ancestors().join() === first.join()) return;
    clearInterval(timer);
    process.kill(process.pid, "SIGTERM");
  }, lookEveryMs);
  timer.unref();
}

/** Our parent and, where that is npm, the one who called it. */
function ancestors(): number[] {
  const parent = process.ppid;
  if (!process.env.npm_lifecycle_event) return [parent];
  return [parent, parentOf(parent) ?? parent];
}

/** The fourth field of /proc/<pid>/stat; the second is in brackets and may hold anything. Undefined without /proc. */
function parentOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return undefined;
  }
}
