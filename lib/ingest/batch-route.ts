import { z } from "zod";
import { jsonAnswer } from "@/lib/http/answer";
import { ingestRoute } from "@/lib/http/ingest-route";
import { parseQuery } from "@/lib/http/parse-request";
import type { RouteHandler } from "@/lib/http/route";
import { batchAnswer } from "./answer";
import { idempotencyKeyOf } from "./first-answer";
import { ingestBatch } from "./ingest-batch";
import { batchOf, type IngestKind, ingestKinds } from "./schemas";

const query = z.strictObject({
  strict: z
    .enum(["true", "false"])
    .optional()
    .meta({ description: "true: items whose references are not known are rejected instead of waiting." }),
});

/** `POST /api/ingest/v1/{kind}`. */
export function batchRoute(kind: IngestKind, summary: string): RouteHandler {
  const { scope } = ingestKinds[kind];
  return ingestRoute(
    { scope, summary, query, body: batchOf(kind), answer: batchAnswer },
    async ({ ctx, request, rawBody, json }) => {
      const { status, body } = await ingestBatch(ctx, kind, {
        json,
        rawBody,
        idempotencyKey: idempotencyKeyOf(request.headers.get("idempotency-key")),
        isStrict: parseQuery(query, request).strict === "true",
      });
      return jsonAnswer(body, status);
    },
  );
}
