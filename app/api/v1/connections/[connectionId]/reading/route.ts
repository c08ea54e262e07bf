import { getReading } from "@/lib/connections/get-reading";
import { readingAnswer } from "@/lib/connections/setup-wire";
import { connectionParams } from "@/lib/connections/wire";
import { route } from "@/lib/http/route";

export const GET = route(
  {
    permission: "partner.read",
    summary: "Shows how far the lists of a connection have been read since its credentials were saved",
    params: connectionParams,
    answer: readingAnswer,
  },
  ({ ctx, params }) => getReading(ctx, params.connectionId),
);
