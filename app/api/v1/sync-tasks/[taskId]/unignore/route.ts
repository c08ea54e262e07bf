import { route } from "@/lib/http/route";
import { getSyncTask } from "@/lib/sync/get-sync-task";
import { unignoreTasks } from "@/lib/sync/unignore-tasks";
import { syncTask, taskParams } from "@/lib/sync/wire";

export const POST = route(
  {
    permission: "sync.decide",
    summary: "Takes an ignored sync task up again",
    params: taskParams,
    answer: syncTask,
  },
  async ({ ctx, params }) => {
    await unignoreTasks(ctx, { taskIds: [params.taskId] });
    return getSyncTask(ctx, params);
  },
);
