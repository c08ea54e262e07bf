import { z } from "zod";
import { route } from "@/lib/http/route";
import { listSubscriptionStandings } from "@/lib/sync/list-subscription-standings";
import { customerStandings } from "@/lib/sync/standing-wire";

export const GET = route(
  {
    permission: "partner.read",
    summary: "Lists how a customer's subscriptions stand against the PSA, and why",
    params: z.strictObject({ customerId: z.uuid() }),
    answer: customerStandings,
  },
  ({ ctx, params }) => listSubscriptionStandings(ctx, params),
);
