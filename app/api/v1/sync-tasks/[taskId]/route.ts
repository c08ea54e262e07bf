import { route } from "@/lib/http/route";
import { getSyncTask } from "@/lib/sync/get-sync-task";
import { syncTask, taskParams } from "@/lib/sync/wire";

export const GET = route(
  { permission: "partner.read", summary: "Reads a sync task", params: taskParams, answer: syncTask },
  ({ ctx, params }) => getSyncTask(ctx, params),
);
