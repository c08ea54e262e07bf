import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const program = fileURLToPath(new URL("./functions-server.ts", import.meta.url));
/** Bundled, because a spare that takes two seconds to load would set the pace of the kills. */
const bundle = fileURLToPath(new URL("../../node_modules/.cache/counterpart/functions.mjs", import.meta.url));

/**
 * Keeps one functions server on a port and a loaded spare beside it. `kill` sends SIGKILL from outside and lets the
 * spare take the port; what the dead process was doing is lost as with a pulled plug.
 */
export class WorkerUnderFire {
  readonly #port: number;
  readonly #spares: ChildProcess[] = [];
  #running: ChildProcess | undefined;
  kills = 0;
  /** Exits that nobody asked for: a fault run fails on the first. */
  unexpectedExits = 0;

  constructor(port: number) {
    this.#port = port;
  }

  async start(): Promise<void> {
    await build({
      entryPoints: [program],
      outfile: bundle,
      bundle: true,
      platform: "node",
      format: "esm",
      external: ["pg-native", "@node-rs/argon2"],
      // Bundled CommonJS asks for Node's own modules by require.
      banner: {
        js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
      },
      logLevel: "error",
    });
    this.#spares.push(this.#load(), this.#load());
    await this.#takeOver();
  }

  async kill(): Promise<void> {
    const victim = this.#running;
    if (!victim) throw new Error("No worker runs.");
    this.#running = undefined;
    this.kills += 1;
    const gone = once(victim, "exit");
    victim.kill("SIGKILL");
    await gone;
    await this.#takeOver();
  }

  async stop(): Promise<void> {
    const all = [...this.#spares.splice(0), ...(this.#running ? [this.#running] : [])];
    this.#running = undefined;
    await Promise.all(
      all.map((child) => {
        const gone = child.exitCode === null && child.signalCode === null ? once(child, "exit") : undefined;
        child.kill("SIGKILL");
        return gone;
      }),
    );
  }

  async #takeOver(): Promise<void> {
    const next = this.#spares.shift() ?? this.#load();
    this.#spares.push(this.#load());
    await isLoaded.get(next);
    const listening = once(next, "message");
    next.send({ listen: this.#port });
    await listening;
    this.#running = next;
    next.once("exit", () => {
      if (this.#running === next) this.unexpectedExits += 1;
    });
  }

  #load(): ChildProcess {
    const child = fork(bundle, {
      execArgv: [],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    isLoaded.set(child, once(child, "message"));
    return child;
  }
}

const isLoaded = new WeakMap<ChildProcess, Promise<unknown>>();
