import { route } from "@/lib/http/route";
import { getOverview } from "@/lib/overview/get-overview";
import { lookedAtOf } from "@/lib/overview/looked-at";
import { overviewAnswer } from "@/lib/overview/wire";

export const GET = route(
  {
    permission: "partner.read",
    summary:
      "Says how everything stands: customers in step, what needs a person, money per month, calls, activity",
    answer: overviewAnswer,
  },
  ({ ctx, request }) => getOverview(ctx, { lookedAt: lookedAtOf(request.headers.get("cookie")) }),
);
