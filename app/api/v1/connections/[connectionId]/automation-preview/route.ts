import { previewLevel } from "@/lib/automation/preview-level";
import { levelPreview, levelPreviewQuery } from "@/lib/automation/wire";
import { connectionParams } from "@/lib/connections/wire";
import { route } from "@/lib/http/route";

export const GET = route(
  {
    permission: "partner.read",
    summary: "Shows what the changes of the last 30 days would have met at an automation level",
    params: connectionParams,
    query: levelPreviewQuery,
    answer: levelPreview,
  },
  ({ ctx, params, query }) => previewLevel(ctx, { ...params, ...query }),
);
