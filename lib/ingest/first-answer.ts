import { createHash } from "node:crypto";
import type { Tx } from "@/lib/auth/context";
import { DoorError } from "@/lib/http/problem";
import { type BatchAnswer, batchAnswer } from "./answer";
import { findAnswer, keepAnswer } from "./store";

export type Answered = { status: 200 | 422; body: BatchAnswer };

/**
 * The same Idempotency-Key with the same request gives the first answer again, for ever; with another request it is a
 * mistake (409). Two of them at the same time: the second waits for the first and gets its answer.
 */
export async function withFirstAnswer(
  tx: Tx,
  sent: { idempotencyKey: string | undefined; request: string },
  work: () => Promise<Answered>,
): Promise<Answered> {
  const { idempotencyKey } = sent;
  if (idempotencyKey === undefined || tx.ctx.actor.kind !== "api_key") return work();
  const { apiKeyId } = tx.ctx.actor;
  const bodyHash = createHash("sha256").update(sent.request).digest("hex");
  const first = await findAnswer(tx, apiKeyId, idempotencyKey);
  if (first) {
    if (first.bodyHash !== bodyHash)
      throw new DoorError(
        409,
        "idempotency_key_reused",
        "This Idempotency-Key was used for another request. Send a new key.",
      );
    // The database keeps members in an order of its own; the schema puts them back, so that the text is the same too.
    return { status: first.status === 422 ? 422 : 200, body: batchAnswer.parse(first.answer) };
  }
  const answered = await work();
  await keepAnswer(tx, {
    apiKeyId,
    idempotencyKey,
    bodyHash,
    status: answered.status,
    answer: answered.body,
  });
  return answered;
}

/** The header's value. Throws `malformed` (400) when it is not 1 to 128 characters. */
export function idempotencyKeyOf(header: string | null): string | undefined {
  if (header === null) return undefined;
  if (header.length < 1 || header.length > 128)
    throw new DoorError(400, "malformed", "An Idempotency-Key has 1 to 128 characters.");
  return header;
}
