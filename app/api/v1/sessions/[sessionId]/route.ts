import { z } from "zod";
import { endSession } from "@/lib/auth/end-session";
import { nothing, route } from "@/lib/http/route";

export const DELETE = route(
  {
    permission: "person",
    summary: "Ends one of the person's sessions at once",
    params: z.object({ sessionId: z.uuid() }),
    answer: nothing,
  },
  async ({ ctx, params }) => {
    await endSession(ctx, params);
    return {};
  },
);
