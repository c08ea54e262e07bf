import { route } from "@/lib/http/route";
import { actAsTechnician } from "@/lib/practice-psa/act-as-technician";
import { actBody, worldParams } from "@/lib/practice-psa/bodies";
import { actAnswer } from "@/lib/practice-psa/wire";

export const POST = route(
  {
    permission: "sandbox.use",
    summary: "Does in a PSA look-alike what a technician would do there",
    params: worldParams,
    body: actBody,
    answer: actAnswer,
  },
  ({ ctx, params: { world }, body: act }) => actAsTechnician(ctx, { world, act }),
);
