import { z } from "zod";
import { pageOf, pageQuery } from "@/lib/http/paging";
import { route } from "@/lib/http/route";
import { listSubscriptions } from "@/lib/subscriptions/list-subscriptions";
import { subscriptionAnswer } from "@/lib/subscriptions/subscription-answer";

export const GET = route(
  {
    permission: "vendor_data.read",
    summary: "Lists the own subscriptions, page by page",
    query: z.strictObject({
      customerId: z.uuid().optional(),
      status: subscriptionAnswer.shape.status.optional(),
      ...pageQuery(200),
    }),
    answer: z.object({ subscriptions: z.array(subscriptionAnswer), next: z.string().nullable() }),
  },
  ({ ctx, query: { cursor, limit, ...filter } }) =>
    listSubscriptions(ctx, filter, pageOf({ cursor, limit }, "text")),
);
