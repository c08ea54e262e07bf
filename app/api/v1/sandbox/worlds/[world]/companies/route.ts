import { route } from "@/lib/http/route";
import { companiesQuery, worldParams } from "@/lib/practice-psa/bodies";
import { listCompanies } from "@/lib/practice-psa/list-companies";
import { companiesAnswer } from "@/lib/practice-psa/wire";

export const GET = route(
  {
    permission: "sandbox.read",
    summary: "Companies of a PSA look-alike by name, hidden ones too",
    params: worldParams,
    query: companiesQuery,
    answer: companiesAnswer,
  },
  ({ ctx, params: { world }, query: { search } }) => listCompanies(ctx, { world, search }),
);
