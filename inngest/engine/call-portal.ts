import http from "node:http";
import https from "node:https";
import { machineNow } from "@/lib/clock";
import { canonicalText, type Json } from "@/lib/json";
import type { HttpAnswer } from "./answer";
import { callTimeoutMs, servePath } from "./settings";
import { signatureOf } from "./signature";

export type PortalCall = {
  method: "POST" | "PUT";
  query?: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
  body: Json;
};

/** Signed calls of the portal's functions over kept connections. */
export type Portal = {
  /** Rejects when no whole answer came; whether the function ran is then unknown. */
  call(call: PortalCall): Promise<HttpAnswer>;
  /** Breaks off every call under way and closes the connections. */
  close(): void;
};

/**
 * node:http rather than fetch: a step may take hours before the first byte of its answer, and the engine must be able
 * to cut its connections when it stops.
 */
export function openPortal(portalUrl: string, signingKey: string): Portal {
  const address = new URL(servePath, portalUrl);
  const transport = address.protocol === "https:" ? https : http;
  const agent = new transport.Agent({ keepAlive: true });
  const underWay = new Set<http.ClientRequest>();

  const call = ({ method, query = {}, headers = {}, body }: PortalCall): Promise<HttpAnswer> =>
    new Promise((resolve, reject) => {
      const url = new URL(address);
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
      const text = canonicalText(body);
      const request = transport.request(url, {
        method,
        agent,
        timeout: callTimeoutMs,
        headers: {
          "content-type": "application/json",
          "content-length": Buffer.byteLength(text),
          "x-inngest-signature": signatureOf(text, signingKey, machineNow().getTime()),
          ...headers,
        },
      });
      underWay.add(request);
      request.once("close", () => underWay.delete(request));
      request.once("timeout", () => request.destroy(new Error("The portal did not answer in time.")));
      request.once("error", reject);
      request.once("response", (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.once("error", reject);
        response.once("aborted", () => reject(new Error("The portal's answer broke off.")));
        response.once("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString("utf8"),
          }),
        );
      });
      request.end(text);
    });

  return {
    call,
    close: () => {
      for (const request of underWay) request.destroy(new Error("The engine stops."));
      agent.destroy();
    },
  };
}
