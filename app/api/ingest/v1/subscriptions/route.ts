import { z } from "zod";
import { batchRoute } from "@/lib/ingest/batch-route";
import { readListRoute } from "@/lib/ingest/read-route";
import { listSubscriptions } from "@/lib/subscriptions/list-subscriptions";
import { subscriptionAnswer } from "@/lib/subscriptions/subscription-answer";

export const POST = batchRoute(
  "subscriptions",
  "Takes in what is held now; a difference without an order makes an implied order",
);

export const GET = readListRoute(
  {
    summary: "Lists subscriptions by the time of their last change",
    answer: z.object({ subscriptions: z.array(subscriptionAnswer), next: z.string().nullable() }),
  },
  (ctx, updatedSince, page) => listSubscriptions(ctx, { updatedSince }, page),
);
