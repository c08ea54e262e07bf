import { route } from "@/lib/http/route";
import { companyQuery, worldParams } from "@/lib/practice-psa/bodies";
import { getCompany } from "@/lib/practice-psa/get-company";
import { companyAnswer } from "@/lib/practice-psa/wire";

export const GET = route(
  {
    permission: "sandbox.read",
    summary:
      "A company of a PSA look-alike, by its id or a contract's, with the units of its lines by period",
    params: worldParams,
    query: companyQuery,
    answer: companyAnswer,
  },
  ({ ctx, params: { world }, query: { company, contract } }) =>
    getCompany(ctx, { world, companyId: company, contractId: contract }),
);
