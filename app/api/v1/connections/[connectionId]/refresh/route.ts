import { connectionParams } from "@/lib/connections/wire";
import { nothing, route } from "@/lib/http/route";
import { requestRefresh } from "@/lib/mirror/request-refresh";

export const POST = route(
  {
    permission: "sync.run",
    summary: "Asks for a new reading of what the PSA holds",
    params: connectionParams,
    answer: nothing,
    status: 202,
  },
  async ({ ctx, params }) => {
    await requestRefresh(ctx, params.connectionId);
    return {};
  },
);
