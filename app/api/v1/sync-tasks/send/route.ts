import { route } from "@/lib/http/route";
import { sendScheduled } from "@/lib/sync/send-scheduled";
import { sendAnswer, sendBody } from "@/lib/sync/wire";

export const POST = route(
  {
    permission: "plan.approve",
    summary: "Sends scheduled sync tasks now; those that are not worth what was approved any more wait",
    body: sendBody,
    answer: sendAnswer,
  },
  ({ ctx, body }) => sendScheduled(ctx, body),
);
