import { z } from "zod";

/** The codes that name what is wrong with one item. */
export const itemCodes = [
  "required",
  "too_long",
  "not_a_decimal",
  "not_a_date",
  "unknown_value",
  "unknown_field",
  "unknown_partner",
  "unknown_meter",
  "unknown_reference",
  "wrong_currency",
  "illegal_move",
  "already_exists_different",
  "limit_exceeded",
] as const;
export type ItemCode = (typeof itemCodes)[number];

export type ItemError = { field: string; code: ItemCode; message: string };

const batchCounts = {
  accepted: z.int(),
  unchanged: z.int(),
  stale: z.int(),
  waiting: z.array(
    z.strictObject({
      index: z.int(),
      id: z.string(),
      for: z.string().meta({ description: "What the item waits for.", examples: ["vendorCustomerId 19652"] }),
    }),
  ),
  rejected: z.array(
    z.strictObject({
      index: z.int(),
      id: z.string().nullable().meta({ description: "As sent, when it is text." }),
      field: z.string().meta({ examples: ["lines.0.quantity"] }),
      code: z.enum(itemCodes),
      message: z.string(),
    }),
  ),
};

/** The answer to every batch that was read; with 422 `nothing_accepted` it has `code` besides. */
export const batchAnswer = z.strictObject({
  ...batchCounts,
  sequence: z
    .strictObject({ from: z.int(), to: z.int() })
    .nullable()
    .meta({ description: "Numbers of arrival given by this batch; null when nothing new was stored." }),
  requestId: z.string(),
  code: z.literal("nothing_accepted").optional(),
});
export type BatchAnswer = z.infer<typeof batchAnswer>;

/** What became of one item of a batch. */
export type Verdict =
  | { outcome: "accepted" | "unchanged" | "stale" }
  | { outcome: "waiting"; for: string }
  | { outcome: "rejected"; error: ItemError };

export type JudgedItem = { index: number; id: string | null; verdict: Verdict };

/** One answer from the verdicts, items in the order they were sent. All rejected: 422, else 200. */
export function answerBatch(
  items: readonly JudgedItem[],
  numbers: readonly number[],
  requestId: string,
): { status: 200 | 422; body: BatchAnswer } {
  const count = (outcome: Verdict["outcome"]): number =>
    items.filter(({ verdict }) => verdict.outcome === outcome).length;
  const waiting = items.flatMap(({ index, id, verdict }) =>
    verdict.outcome === "waiting" ? [{ index, id: id ?? "", for: verdict.for }] : [],
  );
  const rejected = items.flatMap(({ index, id, verdict }) =>
    verdict.outcome === "rejected" ? [{ index, id, ...verdict.error }] : [],
  );
  const first = numbers[0];
  const last = numbers.at(-1);
  const isNothingAccepted = rejected.length === items.length;
  return {
    status: isNothingAccepted ? 422 : 200,
    body: {
      accepted: count("accepted"),
      unchanged: count("unchanged"),
      stale: count("stale"),
      waiting,
      rejected,
      sequence: first === undefined || last === undefined ? null : { from: first, to: last },
      requestId,
      ...(isNothingAccepted && { code: "nothing_accepted" as const }),
    },
  };
}
