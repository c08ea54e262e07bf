import { z } from "zod";
import { connectionParams } from "@/lib/connections/wire";
import { route } from "@/lib/http/route";
import { listCompanies } from "@/lib/mirror/list-companies";
import { companiesAnswer, listQuery } from "@/lib/mirror/wire";

export const GET = route(
  {
    permission: "partner.read",
    summary: "Lists the PSA's companies as last read, with why one cannot be mapped",
    params: connectionParams,
    query: z.strictObject({
      ...listQuery,
      onlyCustomers: z
        .enum(["true", "false"])
        .transform((text) => text === "true")
        .optional(),
    }),
    answer: companiesAnswer,
  },
  ({ ctx, params, query }) => listCompanies(ctx, { ...params, ...query }),
);
