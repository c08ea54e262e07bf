import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { autotask } from "./autotask/provider";
import { control, isControl } from "./control";
import { Exchange, htmlAnswer, jsonAnswer, readBody, toRequest } from "./http";
import { Journal } from "./journal";
import { openPostgresStore } from "./postgres-store";
import type { SandboxProvider } from "./provider";
import { serve } from "./serve";
import { forgetfulStore } from "./store";
import { Worlds } from "./worlds";

export type SandboxOptions = {
  /** 0 takes any free port. */
  port: number;
  /** A Postgres database of the sandbox's own; without it worlds are gone when the sandbox stops. */
  databaseUrl?: string | undefined;
};

export type Sandbox = { readonly url: string; stop(): Promise<void> };

const providers: readonly SandboxProvider[] = [autotask];

/** Whole worlds come through the control API, so its limit is far above what the APIs take. */
const LONGEST_CONTROL_BODY = 256 * 2 ** 20;
const LONGEST_BODY = 10 * 2 ** 20;

/** Starts the look-alikes on this machine only. Resolves when requests are taken and stored worlds are known. */
export async function startSandbox({ port, databaseUrl }: SandboxOptions): Promise<Sandbox> {
  const store = databaseUrl === undefined ? forgetfulStore : await openPostgresStore(databaseUrl);
  const journal = new Journal(store);
  const worlds = new Worlds(store, journal, providers);
  await worlds.readHeads();
  const server = createServer((incoming, response) => {
    answer(worlds, journal, incoming, response).catch(() => {
      // Whatever went wrong, the caller must not believe that the write was stored.
      response.socket?.resetAndDestroy();
    });
  });
  server.keepAliveTimeout = 60_000;
  const sockets = trackSockets(server);
  await listen(server, port);
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${bound}`,
    async stop() {
      worlds.stop();
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
      await journal.stop();
    },
  };
}

async function answer(
  worlds: Worlds,
  journal: Journal,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const isControlCall = (incoming.url ?? "").startsWith("/_sandbox");
  const body = await readBody(incoming, isControlCall ? LONGEST_CONTROL_BODY : LONGEST_BODY);
  if (body === undefined) return void response.socket?.destroy();
  const request = toRequest(incoming, randomUUID(), body);
  const exchange = new Exchange(request, response);
  if (isControl(request)) {
    // A page in somebody's browser must not reach the control API by the way of localhost.
    if (request.headers.origin !== undefined)
      return exchange.send(jsonAnswer(403, { error: "Not for browsers." }));
    const told = await control(worlds, request);
    await journal.durable();
    return exchange.send(told);
  }
  const provider = providers.find((one) => one.recognises(request));
  if (!provider) return exchange.send(htmlAnswer(404, "404 - File or directory not found."));
  const world = provider.worldOf(request, worlds.of(provider.name));
  if (!world) return exchange.send(provider.strangerAnswer(request));
  await serve(await worlds.open(world), provider, exchange);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function trackSockets(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  return sockets;
}
