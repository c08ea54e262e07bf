import { type Sandbox, startSandbox } from "@/lib/sandbox/server";
import type { ConnectorDoor, Credentials } from "./provider";
import { createTransport } from "./transport";

/** For tests: one PSA sandbox over HTTP and a connector's door to it, with a gate that only counts. */
export class TestSandbox {
  readonly #sandbox: Sandbox;

  private constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
  }

  static async start(): Promise<TestSandbox> {
    return new TestSandbox(await startSandbox({ port: 0 }));
  }

  get origin(): string {
    return new URL(this.#sandbox.url).origin;
  }

  stop(): Promise<void> {
    return this.#sandbox.stop();
  }

  async control<T = unknown>(world: string, part: string, body?: unknown): Promise<T> {
    const answer = await fetch(`${this.origin}/_sandbox/worlds/${encodeURIComponent(world)}/${part}`, {
      method: body === undefined ? "GET" : "POST",
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const told = (await answer.json()) as T;
    if (!answer.ok) throw new Error(`${part}: ${JSON.stringify(told)}`);
    return told;
  }

  /** "POST Companies/query" for each request since the log was emptied. */
  async requests(world: string, filter = ""): Promise<string[]> {
    type Entry = { method: string; path: string };
    const { requests } = await this.control<{ requests: Entry[] }>(world, `requests?limit=1000${filter}`);
    return requests.map(({ method, path }) => `${method} ${path}`);
  }

  door(credentials: Credentials, change: Partial<ConnectorDoor> = {}): ConnectorDoor {
    return {
      credentials,
      deployment: {},
      transport: createTransport({ exemptOrigins: [this.origin], allowedPorts: [443] }),
      sandboxOrigins: [this.origin],
      gate: () => ({ enter: async () => async () => {} }),
      memory: new Map(),
      isInteractive: true,
      deadlineMs: 5_000,
      onMoved: async () => {},
      onCredentialsRefused: async () => {},
      ...change,
    };
  }
}
