import { decideDrift } from "@/lib/findings/decide-drift";
import { driftDecided, driftDecision, findingParams } from "@/lib/findings/wire";
import { route } from "@/lib/http/route";

export const POST = route(
  {
    permission: "sync.decide",
    summary:
      "Decides a hand edit in the PSA: accept it, plan our value again, or keep it whatever is ordered",
    params: findingParams,
    body: driftDecision,
    answer: driftDecided,
  },
  ({ ctx, params, body }) => decideDrift(ctx, { ...params, ...body }),
);
