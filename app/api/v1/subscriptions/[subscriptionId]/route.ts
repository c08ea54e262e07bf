import { z } from "zod";
import { route } from "@/lib/http/route";
import { getSubscription } from "@/lib/subscriptions/get-subscription";
import { subscriptionWithHistory } from "@/lib/subscriptions/subscription-answer";

export const GET = route(
  {
    permission: "vendor_data.read",
    summary: "Reads one subscription",
    params: z.strictObject({ subscriptionId: z.uuid() }),
    answer: subscriptionWithHistory,
  },
  ({ ctx, params }) => getSubscription(ctx, { id: params.subscriptionId }),
);
