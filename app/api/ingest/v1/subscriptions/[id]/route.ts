import { readOneRoute } from "@/lib/ingest/read-route";
import { getSubscription } from "@/lib/subscriptions/get-subscription";
import { subscriptionWithHistory } from "@/lib/subscriptions/subscription-answer";

export const GET = readOneRoute(
  { summary: "Reads one subscription by the vendor's own id", answer: subscriptionWithHistory },
  (ctx, id) => getSubscription(ctx, { vendorSubscriptionId: id }),
);
