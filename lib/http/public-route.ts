import type { z } from "zod";
import { answerWith } from "./answer";
import { addressOf } from "./authenticate";
import { type RouteHandler, toAnswer, type Wireable } from "./route";

export type PublicInput = { request: Request; requestId: string; from: string | undefined };

/**
 * The door for what nobody needs to be known for: signing in, health. The handler reads the body itself; answers and
 * errors leave as at any other route.
 */
export function publicRoute<A extends z.ZodType>(
  options: { summary: string; answer: A; body?: z.ZodType },
  handle: (input: PublicInput) => Promise<Wireable<z.input<A>> | Response>,
): RouteHandler {
  const handler = (request: Request): Promise<Response> =>
    answerWith(request, async (requestId) => {
      const result = await handle({ request, requestId, from: addressOf(request) });
      return result instanceof Response ? result : toAnswer(options.answer, result, 200);
    });
  return Object.assign(handler, { definition: { ...options, permission: "anyone" as const } });
}
