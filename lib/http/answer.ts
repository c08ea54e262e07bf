import { newRequestId } from "@/lib/auth/request-id";
import { log } from "@/lib/log";
import { isInternal, problemOf } from "./problem";
import { apiHeaders } from "./security-headers";

/** Runs a handler and gives every answer of the API its headers; whatever it throws becomes problem details. */
export async function answerWith(
  request: Request,
  handle: (requestId: string) => Promise<Response>,
): Promise<Response> {
  const requestId = newRequestId();
  const answer = await handle(requestId).catch((error: unknown) => failure(request, requestId, error));
  for (const [name, value] of Object.entries(apiHeaders)) answer.headers.set(name, value);
  answer.headers.set("x-request-id", requestId);
  return answer;
}

function failure(request: Request, requestId: string, error: unknown): Response {
  const { problem, retryAfterMs } = problemOf(error, requestId);
  if (isInternal(problem)) {
    const address = new URL(request.url).pathname;
    log.error("request failed", { requestId, method: request.method, address, error });
  }
  const headers = new Headers({ "content-type": "application/problem+json" });
  if (retryAfterMs !== undefined)
    headers.set("retry-after", String(Math.max(1, Math.ceil(retryAfterMs / 1000))));
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
}

export function jsonAnswer(body: unknown, status: number): Response {
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });
}
