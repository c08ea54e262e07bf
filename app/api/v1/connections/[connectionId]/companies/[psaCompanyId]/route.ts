import { z } from "zod";
import { connectionParams } from "@/lib/connections/wire";
import { route } from "@/lib/http/route";
import { getCompany } from "@/lib/mirror/get-company";
import { companyAnswer } from "@/lib/mirror/wire";

export const GET = route(
  {
    permission: "mapping.edit",
    summary: "Reads one company of the PSA by its id, so that its name can be confirmed",
    params: connectionParams.extend({ psaCompanyId: z.string().min(1).max(100) }),
    answer: companyAnswer,
  },
  ({ ctx, params }) => getCompany(ctx, params),
);
