import { connectionParams } from "@/lib/connections/wire";
import { route } from "@/lib/http/route";
import { refreshCompanies } from "@/lib/mirror/refresh-companies";
import { companiesRefreshed } from "@/lib/mirror/wire";

export const POST = route(
  {
    permission: "sync.run",
    summary: "Refresh list: reads the PSA's companies now",
    params: connectionParams,
    answer: companiesRefreshed,
  },
  ({ ctx, params }) => refreshCompanies(ctx, params),
);
