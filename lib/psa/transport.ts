import { lookup as resolveName } from "node:dns/promises";
import http from "node:http";
import https from "node:https";
import type { LookupFunction } from "node:net";
import { machineNow } from "@/lib/clock";
import { log } from "@/lib/log";
import { hasOpenTransaction } from "@/lib/open-transaction";
import { type AddressPolicy, checkAddress, isPublicAddress } from "./address-guard";
import { CallFailure } from "./call-failure";
import { nestsTooDeep } from "./json-depth";

/** One HTTP call as the caller wants it. */
export type HttpCall = {
  method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  url: string;
  headers?: Record<string, string>;
  /** Sent only when `url` lies on `origin`: an address that came out of an answer never receives credentials. */
  secrets?: { origin: string; headers: Record<string, string> };
  /** JSON text. */
  body?: string;
  /** From before the name is resolved to the last byte of the answer. */
  deadlineMs: number;
};

export type HttpAnswer = { status: number; headers: http.IncomingHttpHeaders; body: string };

export type Transport = {
  /** Throws `CallFailure` when there was no whole, trustworthy answer; any status is an answer. */
  send(call: HttpCall): Promise<HttpAnswer>;
};

type Resolver = (name: string) => Promise<readonly { address: string; family: number }[]>;

export type TransportOptions = AddressPolicy & {
  maxAnswerBytes?: number;
  /** For tests of names that lead somewhere else each time. */
  resolve?: Resolver;
};

const DEFAULT_MAX_BYTES = 10 * 1024 * 1024;

// Sockets are reused, but given up before a server's usual 5 s: a write on a socket that the server is closing would
// end as an unknown outcome for nothing.
const agentOptions = { keepAlive: true, maxSockets: 32, maxFreeSockets: 8, timeout: 4_000 };
const agents = { "http:": new http.Agent(agentOptions), "https:": new https.Agent(agentOptions) };

/**
 * The one guarded client for everything outside: https only, allowed ports, resolved address checked and pinned, no
 * redirects, size and time caps, no compressed answers. It knows no vendor and repeats nothing.
 */
export function createTransport(options: TransportOptions): Transport {
  const resolve: Resolver = options.resolve ?? ((name) => resolveName(name, { all: true }));
  return {
    async send(call) {
      if (hasOpenTransaction()) {
        throw new Error(
          `A transaction is open; ${call.method} ${call.url} would hold its locks for seconds.`,
        );
      }
      const checked = checkAddress(call.url, options);
      if ("refused" in checked) throw new CallFailure("refused_address", "not_sent", checked.refused);
      const startedAt = machineNow().getTime();
      const isExempt = options.exemptOrigins.includes(checked.url.origin);
      const outcome = exchange(call, checked.url, isExempt ? undefined : guardedLookup(resolve), options);
      return outcome.then(
        (answer) => {
          logCall(call, checked.url, startedAt, { status: answer.status, bytes: answer.body.length });
          return answer;
        },
        (failure: unknown) => {
          logCall(call, checked.url, startedAt, {
            failure: failure instanceof CallFailure ? failure.reason : "bug",
          });
          throw failure;
        },
      );
    },
  };
}

/**
 * Resolves a name and hands exactly the checked addresses to the socket, so that a name which answers differently the
 * second time gains nothing. One non-public address among several refuses them all.
 */
function guardedLookup(resolve: Resolver): LookupFunction {
  return (hostname, lookupOptions, callback) => {
    resolve(hostname).then(
      (found) => {
        const hostile = found.find(({ address }) => !isPublicAddress(address));
        const first = found[0];
        if (hostile || !first) {
          const sentence = hostile
            ? `${hostname} leads to ${hostile.address}, which is not public.`
            : "No address.";
          callback(new CallFailure("refused_address", "not_sent", sentence), "", 0);
        } else if (lookupOptions.all) callback(null, [...found]);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, "", 0),
    );
  };
}

function exchange(
  call: HttpCall,
  url: URL,
  lookup: LookupFunction | undefined,
  options: TransportOptions,
): Promise<HttpAnswer> {
  const maxBytes = options.maxAnswerBytes ?? DEFAULT_MAX_BYTES;
  return new Promise((resolve, reject) => {
    let reached: "not_sent" | "maybe_sent" = "not_sent";
    const secure = url.protocol === "https:";
    const request = (secure ? https : http).request(url, {
      method: call.method,
      agent: agents[secure ? "https:" : "http:"],
      lookup,
      signal: AbortSignal.timeout(call.deadlineMs),
      headers: {
        accept: "application/json",
        "accept-encoding": "identity",
        ...(call.body === undefined
          ? {}
          : { "content-type": "application/json", "content-length": Buffer.byteLength(call.body) }),
        ...call.headers,
        ...(call.secrets?.origin === url.origin ? call.secrets.headers : {}),
      },
    });
    const fail = (error: Error & { code?: string }): void => {
      request.destroy();
      if (error instanceof CallFailure) {
        reject(error);
        return;
      }
      const isTimeout =
        error.name === "AbortError" || error.name === "TimeoutError" || error.code === "ABORT_ERR";
      const sentence = isTimeout
        ? `No answer from ${url.hostname} within ${Math.round(call.deadlineMs / 1000)} seconds.`
        : `The connection to ${url.hostname} broke off (${error.code ?? error.name}).`;
      reject(new CallFailure(isTimeout ? "timeout" : "broken", reached, sentence, error));
    };
    request.on("socket", (socket) => {
      if (!socket.connecting) reached = "maybe_sent";
      else socket.once(secure ? "secureConnect" : "connect", () => (reached = "maybe_sent"));
    });
    request.on("error", fail);
    request.on("response", (response) => {
      const tooBig = () =>
        fail(new CallFailure("too_big", reached, `The answer is larger than ${maxBytes} bytes.`));
      if (Number.parseInt(response.headers["content-length"] ?? "0", 10) > maxBytes) return tooBig();
      if ((response.headers["content-encoding"] ?? "identity") !== "identity") {
        return fail(
          new CallFailure("unreadable", reached, "The answer is compressed though none was asked for."),
        );
      }
      const chunks: Buffer[] = [];
      let size = 0;
      response.on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size > maxBytes) tooBig();
        else chunks.push(chunk);
      });
      response.on("aborted", () =>
        fail(new CallFailure("broken", reached, "The answer broke off half-way.")),
      );
      response.on("error", fail);
      response.on("end", () => {
        const body = Buffer.concat(chunks).toString("utf8");
        if (!response.complete) fail(new CallFailure("broken", reached, "The answer broke off half-way."));
        else if (nestsTooDeep(body))
          fail(new CallFailure("unreadable", reached, "The answer is nested too deep."));
        else resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
      });
    });
    request.end(call.body);
  });
}

/** Method, host, path and outcome; never headers, never bodies, never the query (it may name a user). */
function logCall(call: HttpCall, url: URL, startedAt: number, outcome: Record<string, unknown>): void {
  const ms = machineNow().getTime() - startedAt;
  log.debug("call", { method: call.method, host: url.host, path: url.pathname, ms, ...outcome });
}
