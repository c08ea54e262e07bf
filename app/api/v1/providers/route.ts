import { listProviders } from "@/lib/connections/list-providers";
import { providersAnswer } from "@/lib/connections/setup-wire";
import { route } from "@/lib/http/route";

export const GET = route(
  {
    permission: "partner.read",
    summary: "Lists the kinds of PSA that can be connected, with the fields and recipes of each",
    answer: providersAnswer,
  },
  ({ ctx }) => listProviders(ctx),
);
