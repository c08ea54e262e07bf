import { route } from "@/lib/http/route";
import { requestParams } from "@/lib/practice-psa/bodies";
import { getRequest } from "@/lib/practice-psa/get-request";
import { requestAnswer } from "@/lib/practice-psa/wire";

export const GET = route(
  {
    permission: "sandbox.read",
    summary: "One request that the PSA look-alike received, with its body and answer",
    params: requestParams,
    answer: requestAnswer,
  },
  ({ ctx, params }) => getRequest(ctx, params),
);
