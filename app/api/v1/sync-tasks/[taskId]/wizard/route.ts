import { route } from "@/lib/http/route";
import { getWizard } from "@/lib/sync/get-wizard";
import { taskParams } from "@/lib/sync/wire";
import { wizardAnswer } from "@/lib/sync/wizard-wire";

export const GET = route(
  {
    permission: "partner.read",
    summary: "Everything the Sync wizard shows of a task before a plan is made",
    params: taskParams,
    answer: wizardAnswer,
  },
  ({ ctx, params }) => getWizard(ctx, params),
);
