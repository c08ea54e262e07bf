import { getFinding } from "@/lib/findings/get-finding";
import { finding, findingParams } from "@/lib/findings/wire";
import { route } from "@/lib/http/route";

export const GET = route(
  {
    permission: "partner.read",
    summary: "Answers one finding",
    params: findingParams,
    answer: finding,
  },
  ({ ctx, params }) => getFinding(ctx, params),
);
