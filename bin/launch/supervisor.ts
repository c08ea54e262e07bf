import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

export type Program = {
  name: string;
  /** Arguments of node. */
  args: readonly string[];
  environment: Readonly<Record<string, string | undefined>>;
};

export type Supervisor = {
  start(program: Program): void;
  pids(): Record<string, number>;
  /** SIGTERM to all, SIGKILL to whoever is still there after `withinMs`. */
  stopAll(withinMs: number): Promise<void>;
};

const firstPauseMs = 300;
const longestPauseMs = 5_000;
const steadyAfterMs = 30_000;

/**
 * Starts programs, writes what they say to `<logs>/<name>.log`, and starts again whoever ends unasked: at once, then
 * after growing pauses of up to 5 s, so that a program that cannot run does not eat the machine.
 */
export function makeSupervisor(logs: string, changed: () => void): Supervisor {
  const children = new Map<string, ChildProcess>();
  let isStopping = false;

  const start = (program: Program, pauseMs = firstPauseMs): void => {
    const log = openSync(path.join(logs, `${program.name}.log`), "a", 0o600);
    // In a group of its own, so that Ctrl-C reaches the launcher alone and the order of stopping is ours.
    const child = spawn(process.execPath, ["--import", tied, ...program.args], {
      env: { ...process.env, ...program.environment, COUNTERPART_TIED: "1" },
      stdio: ["ignore", log, log, "ipc"],
      detached: true,
    });
    closeSync(log);
    children.set(program.name, child);
    changed();
    const startedAt = performance.now();
    child.once("error", (error) => say(`The ${program.name} could not be started: ${error.message}`));
    child.once("exit", (code, signal) => {
      if (isStopping) return;
      const next = performance.now() - startedAt > steadyAfterMs ? firstPauseMs : pauseMs * 2;
      say(`The ${program.name} ended (${signal ?? code}); it starts again. See ${logs}/${program.name}.log.`);
      setTimeout(() => {
        if (!isStopping) start(program, Math.min(next, longestPauseMs));
      }, pauseMs);
    });
  };

  return {
    start: (program) => start(program),
    pids: () =>
      Object.fromEntries(
        [...children].flatMap(([name, child]) => (child.pid === undefined ? [] : [[name, child.pid]])),
      ),
    stopAll: async (withinMs) => {
      isStopping = true;
      await Promise.all([...children.values()].map((child) => end(child, withinMs)));
    },
  };
}

const tied = pathToFileURL(path.resolve("bin/tied.mjs")).href;

function end(child: ChildProcess, withinMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined)
    return Promise.resolve();
  return new Promise((resolve) => {
    const impatience = setTimeout(() => child.kill("SIGKILL"), withinMs);
    child.once("exit", () => {
      clearTimeout(impatience);
      resolve();
    });
    child.kill("SIGTERM");
  });
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
