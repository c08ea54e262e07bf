import { z } from "zod";
import { route } from "@/lib/http/route";
import { listSyncTasks } from "@/lib/sync/list-sync-tasks";
import { syncTask, taskQuery } from "@/lib/sync/wire";

export const GET = route(
  {
    permission: "partner.read",
    summary: "Lists sync tasks, the latest first",
    query: taskQuery,
    answer: z.object({ tasks: z.array(syncTask), next: z.int().nullable() }),
  },
  ({ ctx, query }) => listSyncTasks(ctx, query),
);
