import type { z } from "zod";
import { toJson } from "@/lib/json";
import { log } from "@/lib/log";
import { parseAs } from "./parse-request";
import { isInternal, type Problem, problemOf } from "./problem";

/** One line of an answer in lines: a step as it happens, and at the end the result or what went wrong. */
export type AnswerLine<Step, Result> = { step: Step } | { result: Result } | { problem: Problem };

const MEDIA_TYPE = "application/x-ndjson";

/** Whether the caller would rather watch the steps than wait for the whole. */
export const wantsLines = (request: Request): boolean =>
  (request.headers.get("accept") ?? "").includes(MEDIA_TYPE);

/**
 * Answers one line of JSON for each step the moment `work` tells of it, then one with its result. What fails before the
 * first step fails as any other request; later failures can only be a last line, because the status has left already.
 * Work goes on to its end when nobody reads any more.
 */
export async function answerInLines<Step, Result>(
  requestId: string,
  shapes: { step: z.ZodType; result: z.ZodType },
  work: (tell: (step: Step) => void) => Promise<Result>,
): Promise<Response> {
  const text = new TextEncoder();
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const body = new ReadableStream<Uint8Array>({
    start: (begun) => {
      controller = begun;
    },
    cancel: () => {
      controller = undefined;
    },
  });
  const push = (line: AnswerLine<unknown, unknown>) =>
    controller?.enqueue(text.encode(`${JSON.stringify(line)}\n`));
  const end = () => controller?.close();

  let hasTold = false;
  let tellFirst: () => void = () => {};
  const first = new Promise<void>((resolve) => {
    tellFirst = resolve;
  });
  const done = work((step) => {
    hasTold = true;
    push({ step: parseAs(shapes.step, toJson(step), "answer") });
    tellFirst();
  })
    .then((result) => push({ result: parseAs(shapes.result, toJson(result), "answer") }))
    .catch((error: unknown) => {
      if (!hasTold) throw error;
      const { problem } = problemOf(error, requestId);
      if (isInternal(problem)) log.error("request failed", { requestId, error });
      push({ problem });
    })
    .then(end);
  await Promise.race([first, done]);
  return new Response(body, { headers: { "content-type": MEDIA_TYPE } });
}
