import { z } from "zod";
import { route } from "@/lib/http/route";
import { countWaitingTasks } from "@/lib/sync/count-waiting-tasks";

export const GET = route(
  {
    permission: "signed_in",
    summary: "Counts what stands beside the entries of the navigation",
    answer: z.object({ sync: z.int() }),
  },
  async ({ ctx }) => ({ sync: await countWaitingTasks(ctx) }),
);
