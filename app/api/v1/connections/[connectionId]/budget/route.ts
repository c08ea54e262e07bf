import { getBudget } from "@/lib/connections/get-budget";
import { budgetAnswer, connectionParams } from "@/lib/connections/wire";
import { route } from "@/lib/http/route";

export const GET = route(
  {
    permission: "partner.read",
    summary: "Shows how much of the PSA's hourly calls is used, by us and by others",
    params: connectionParams,
    answer: budgetAnswer,
  },
  ({ ctx, params }) => getBudget(ctx, params.connectionId),
);
