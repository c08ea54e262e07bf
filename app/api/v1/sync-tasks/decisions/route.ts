import { route } from "@/lib/http/route";
import { decideBatch } from "@/lib/sync/decide-batch";
import { decisionAnswer, decisionBody } from "@/lib/sync/wire";

export const POST = route(
  {
    permission: "sync.decide",
    summary: "Ignores, un-ignores or retries many sync tasks; those it does not fit are named",
    body: decisionBody,
    answer: decisionAnswer,
  },
  ({ ctx, body }) => decideBatch(ctx, body),
);
