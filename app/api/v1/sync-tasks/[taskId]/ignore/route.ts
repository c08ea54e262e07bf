import { z } from "zod";
import { route } from "@/lib/http/route";
import { getSyncTask } from "@/lib/sync/get-sync-task";
import { ignoreTasks } from "@/lib/sync/ignore-tasks";
import { syncTask, taskParams } from "@/lib/sync/wire";

export const POST = route(
  {
    permission: "sync.decide",
    summary: "Puts a sync task aside with a reason",
    params: taskParams,
    body: z.strictObject({ reason: z.string().max(200) }),
    answer: syncTask,
  },
  async ({ ctx, params, body }) => {
    await ignoreTasks(ctx, { taskIds: [params.taskId], reason: body.reason });
    return getSyncTask(ctx, params);
  },
);
