import { z } from "zod";
import { applicationPool } from "@/db/application-pool";
import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Permission } from "@/lib/auth/roles";
import type { Scope } from "@/lib/auth/scopes";
import { AppError } from "@/lib/errors";
import { toJson } from "@/lib/json";
import { answerWith, jsonAnswer } from "./answer";
import { authenticate } from "./authenticate";
import { parseAs, parseBody, parseParams, parseQuery } from "./parse-request";

/** A permission of the roles table; `signed_in`: any person or key; `person`: not for API keys. */
export type RouteAccess = Permission | "signed_in" | "person";

export type RouteDefinition = {
  readonly permission: RouteAccess | Scope | "anyone";
  /** One line for the API's documentation. */
  readonly summary: string;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly answer: z.ZodType;
  /** Of a success; 200 unless told otherwise. */
  readonly status?: number;
};

export type RouteOptions<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  A extends z.ZodType,
> = {
  permission: RouteAccess;
  summary: string;
  params?: P;
  query?: Q;
  body?: B;
  answer: A;
  status?: 200 | 201 | 202;
};

export type RouteInput<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = {
  ctx: Ctx;
  params: z.output<P>;
  query: z.output<Q>;
  body: z.output<B>;
  request: Request;
};

/** What a handler may return for a wire shape: instants and whole amounts still as Date and bigint. */
export type Wireable<T> = T extends string
  ? T | Date | bigint
  : T extends readonly (infer Item)[]
    ? readonly Wireable<Item>[]
    : T extends object
      ? { [Name in keyof T]: Wireable<T[Name]> }
      : T;

export type RouteHandler = ((
  request: Request,
  context?: { params: Promise<unknown> },
) => Promise<Response>) & {
  readonly definition: RouteDefinition;
};

/**
 * The one door of API v1. In this order: who is asking (session cookie or API key), whether a change comes from our own
 * pages, whether the role includes `permission`, whether params, query and body have their shapes (unknown members are
 * refused). The handler gets a context and parsed values; its result leaves as `answer` describes it and with nothing
 * more in it. Errors leave as problem details.
 *
 *     export const POST = route(
 *       { permission: "mapping.edit", summary: "Maps a customer", body: mapping, answer: mapped },
 *       ({ ctx, body }) => mapCustomer(ctx, body),
 *     );
 */
export function route<
  A extends z.ZodType,
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
>(
  options: RouteOptions<P, Q, B, A>,
  handle: (input: RouteInput<P, Q, B>) => Promise<Wireable<z.input<A>> | Response>,
): RouteHandler {
  const handler = (request: Request, context?: { params: Promise<unknown> }): Promise<Response> =>
    answerWith(request, async (requestId) => {
      const ctx = await authenticate(applicationPool(), request, requestId);
      requireAccess(ctx, options.permission);
      const result = await handle({
        ctx,
        params: await parseParams(options.params, context?.params),
        query: parseQuery(options.query, request),
        body: await parseBody(options.body, request),
        request,
      });
      return result instanceof Response ? result : toAnswer(options.answer, result, options.status ?? 200);
    });
  return Object.assign(handler, { definition: options });
}

/** What leaves is what the answer's schema names: a member that a query selected too much is not sent. */
export function toAnswer(schema: z.ZodType, result: unknown, status: number): Response {
  return jsonAnswer(parseAs(schema, toJson(result), "answer"), status);
}

function requireAccess(ctx: Ctx, access: RouteAccess): void {
  if (access === "person" && ctx.actor.kind !== "person") {
    throw new AppError("forbidden", "This is for signed-in people, not for API keys.");
  }
  if (access !== "person" && access !== "signed_in") requirePermission(ctx, access);
}

/** For answers that say nothing. */
export const nothing = z.strictObject({});
