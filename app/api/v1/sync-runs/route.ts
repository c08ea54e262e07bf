import { z } from "zod";
import { toInstant } from "@/lib/clock";
import { queryInstant } from "@/lib/http/query-instant";
import { route } from "@/lib/http/route";
import { queryNumber } from "@/lib/mappings/wire";
import { checkChanges } from "@/lib/sync/check-changes";
import { listSyncRuns } from "@/lib/sync/list-sync-runs";
import { checkOutcome, syncRun } from "@/lib/sync/wire";

export const GET = route(
  {
    permission: "partner.read",
    summary: "Lists the checks of a connection, the latest first",
    query: z.strictObject({
      connectionId: z.uuid().optional(),
      before: queryInstant.transform(toInstant).optional(),
      limit: queryNumber.pipe(z.int().max(200)).default(20),
    }),
    answer: z.object({ items: z.array(syncRun) }),
  },
  async ({ ctx, query }) => ({ items: await listSyncRuns(ctx, query) }),
);

export const POST = route(
  {
    permission: "sync.run",
    summary: "Check Changes: makes sync tasks of what no check has seen, or joins the check that is running",
    body: z.strictObject({ connectionId: z.uuid() }),
    answer: checkOutcome,
  },
  ({ ctx, body }) => checkChanges(ctx, { ...body, trigger: "person" }),
);
