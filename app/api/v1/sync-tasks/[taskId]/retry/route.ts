import { route } from "@/lib/http/route";
import { getSyncTask } from "@/lib/sync/get-sync-task";
import { retryTasks } from "@/lib/sync/retry-tasks";
import { syncTask, taskParams } from "@/lib/sync/wire";

export const POST = route(
  {
    permission: "sync.decide",
    summary: "Makes a failed or reviewed sync task ready again; the PSA is read anew",
    params: taskParams,
    answer: syncTask,
  },
  async ({ ctx, params }) => {
    await retryTasks(ctx, { taskIds: [params.taskId] });
    return getSyncTask(ctx, params);
  },
);
