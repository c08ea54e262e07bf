import type { IncomingMessage, ServerResponse } from "node:http";

/** A request as a look-alike sees it: body read, path without the query. */
export type ApiRequest = {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** The raw query with its `?`, or "". */
  readonly search: string;
  /** Lower-case names; of a repeated header the first value. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Scheme and authority by which the caller reached us, for addresses in answers. */
  readonly origin: string;
};

export type ApiAnswer = {
  readonly status: number;
  readonly body: string;
  /** Default: JSON when there is a body. */
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

export const jsonAnswer = (status: number, value: unknown): ApiAnswer => ({
  status,
  body: JSON.stringify(value),
});

export const htmlAnswer = (status: number, title: string): ApiAnswer => ({
  status,
  contentType: "text/html",
  body: `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN"><html><head><title>${title}</title></head><body><h2>${title}</h2></body></html>`,
});

/** The end of one exchange: an answer, a part of one, or a connection that breaks. */
export class Exchange {
  readonly request: ApiRequest;
  readonly #response: ServerResponse;

  constructor(request: ApiRequest, response: ServerResponse) {
    this.request = request;
    this.#response = response;
  }

  send(answer: ApiAnswer): void {
    this.#head(answer);
    this.#response.end(answer.body);
  }

  /**
   * Announces the whole length, sends half of the body and ends the connection. Without a reset, which could overtake
   * the half on its way.
   */
  sendHalf(answer: ApiAnswer): void {
    this.#head(answer);
    const half = Buffer.from(answer.body).subarray(0, Math.ceil(Buffer.byteLength(answer.body) / 2));
    this.#response.write(half, () => this.#response.socket?.destroy());
  }

  /** Resets the connection, so that the caller sees a broken one and not an orderly end. */
  cut(): void {
    this.#response.socket?.resetAndDestroy();
  }

  /** Resolves when the caller has gone away. */
  callerGone(): Promise<void> {
    return new Promise((resolve) => this.#response.once("close", resolve));
  }

  #head({ status, body, contentType = "application/json; charset=utf-8", headers = {} }: ApiAnswer): void {
    const length = Buffer.byteLength(body);
    const type = length === 0 ? {} : { "Content-Type": contentType };
    this.#response.writeHead(status, {
      ...type,
      "Content-Length": length,
      "Cache-Control": "no-cache",
      ...headers,
    });
  }
}

/** Reads the body whole; undefined when it is longer than `limit` bytes or the caller goes away. */
export async function readBody(incoming: IncomingMessage, limit: number): Promise<string | undefined> {
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const part of incoming) {
      const bytes = part as Buffer;
      length += bytes.length;
      if (length > limit) return undefined;
      parts.push(bytes);
    }
  } catch {
    return undefined;
  }
  return Buffer.concat(parts).toString("utf8");
}

export function toRequest(incoming: IncomingMessage, id: string, body: string): ApiRequest {
  const url = incoming.url ?? "/";
  const mark = url.indexOf("?");
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? (value[0] ?? "") : (value ?? ""),
    ]),
  );
  return {
    id,
    method: incoming.method ?? "GET",
    path: mark < 0 ? url : url.slice(0, mark),
    search: mark < 0 ? "" : url.slice(mark),
    headers,
    body,
    origin: `http://${headers.host ?? "127.0.0.1"}`,
  };
}
