import { z } from "zod";
import { listExamples } from "@/lib/connections/list-examples";
import { examplesAnswer } from "@/lib/connections/setup-wire";
import { connectionParams } from "@/lib/connections/wire";
import { route } from "@/lib/http/route";

export const GET = route(
  {
    permission: "partner.read",
    summary:
      "Says in one sentence for each value of each setting what it would do to a line of the partner's",
    params: connectionParams,
    query: z.strictObject({ proration: z.enum(["psa", "vendor", "none"]).optional() }),
    answer: examplesAnswer,
  },
  ({ ctx, params, query }) => listExamples(ctx, { ...params, ...query }),
);
