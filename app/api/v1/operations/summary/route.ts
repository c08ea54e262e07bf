import { route } from "@/lib/http/route";
import { logSummary } from "@/lib/operations/operation-schema";
import { summariseOperations } from "@/lib/operations/summarise-operations";

export const GET = route(
  {
    permission: "partner.read",
    summary: "How the writes to the PSA stand: today, in the last 7 days, refused, in doubt",
    answer: logSummary,
  },
  ({ ctx }) => summariseOperations(ctx),
);
