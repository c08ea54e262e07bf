import type { z } from "zod";
import { applicationPool } from "@/db/application-pool";
import type { Ctx } from "@/lib/auth/context";
import { keyContext } from "@/lib/auth/key-context";
import type { Scope } from "@/lib/auth/scopes";
import { AppError } from "@/lib/errors";
import { answerWith, jsonAnswer } from "./answer";
import { addressOf, bearerKey } from "./authenticate";
import { parseParams } from "./parse-request";
import { DoorError } from "./problem";
import { parseJson, readText, requireMediaType } from "./read-json";
import type { RouteHandler } from "./route";

/** A batch is a list of flat items, so that 20 levels are already none of ours. */
const limits = { maxBytes: 5 * 1024 * 1024, maxDepth: 20 };

export type IngestOptions<P extends z.ZodType> = {
  scope: Scope;
  summary: string;
  params?: P;
  /** For the documentation; the use case parses item by item, to store the good and name the bad. */
  query?: z.ZodType;
  body?: z.ZodType;
  answer: z.ZodType;
};

export type IngestInput<P extends z.ZodType> = {
  ctx: Ctx;
  params: z.output<P>;
  request: Request;
  /** As it came, for Idempotency-Key. */
  rawBody: string;
  /** `undefined` for GET. */
  json: unknown;
};

/**
 * The door of the vendor's machines: API keys only, by scope; a cookie is not looked at. Refuses other media types,
 * more than 5 MB, deep nesting and what is not JSON. A vendor-wide key has no partner in its scope yet: the use case
 * finds those that the batch names (`findPartnersByCode`) and works in `forPartners`.
 */
export function ingestRoute<P extends z.ZodType = z.ZodUndefined>(
  options: IngestOptions<P>,
  handle: (input: IngestInput<P>) => Promise<object>,
): RouteHandler {
  const handler = (request: Request, context?: { params: Promise<unknown> }): Promise<Response> =>
    answerWith(request, async (requestId) => {
      const key = bearerKey(request);
      if (!key) throw new AppError("unauthenticated", "Send an API key: Authorization: Bearer cpk_...");
      const from = addressOf(request);
      const ctx = await keyContext(applicationPool(), key, {
        requestId,
        ...(from !== undefined && { from }),
      });
      if (ctx.actor.kind !== "api_key" || !ctx.actor.scopes.includes(options.scope)) {
        throw new DoorError(403, "scope_missing", `The API key lacks the scope ${options.scope}.`);
      }
      const params = await parseParams(options.params, context?.params);
      const hasBody = request.method !== "GET" && request.method !== "HEAD";
      if (hasBody) requireMediaType(request, "application/json");
      const rawBody = hasBody ? await readText(request, limits.maxBytes) : "";
      const json = hasBody ? parseJson(rawBody, limits.maxDepth) : undefined;
      const result = await handle({ ctx, params, request, rawBody, json });
      return result instanceof Response ? result : jsonAnswer(result, 200);
    });
  return Object.assign(handler, { definition: { ...options, permission: options.scope } });
}
