import { z } from "zod";
import { route } from "@/lib/http/route";
import { getSyncRun } from "@/lib/sync/get-sync-run";
import { syncRun } from "@/lib/sync/wire";

export const GET = route(
  {
    permission: "partner.read",
    summary: "Tells how a check stands",
    params: z.object({ syncRunId: z.uuid() }),
    answer: syncRun,
  },
  ({ ctx, params }) => getSyncRun(ctx, params),
);
