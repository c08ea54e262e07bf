import { checkReadiness } from "@/lib/connections/check-readiness";
import { getReadiness } from "@/lib/connections/get-readiness";
import { readinessAnswer } from "@/lib/connections/setup-wire";
import { connectionParams } from "@/lib/connections/wire";
import { route } from "@/lib/http/route";

export const GET = route(
  {
    permission: "partner.read",
    summary: "Lists what must be in place for a connection, as far as it is known without asking the PSA",
    params: connectionParams,
    answer: readinessAnswer,
  },
  ({ ctx, params }) => getReadiness(ctx, params.connectionId),
);

export const POST = route(
  {
    permission: "connection.edit",
    summary: "Check again: asks the PSA and lists what must be in place for a connection",
    params: connectionParams,
    answer: readinessAnswer,
  },
  ({ ctx, params }) => checkReadiness(ctx, params.connectionId),
);
