import { z } from "zod";
import { connectionParams } from "@/lib/connections/wire";
import { route } from "@/lib/http/route";
import { listCatalogItems } from "@/lib/mirror/list-catalog-items";
import { billingCycle, catalogItemsAnswer, listQuery } from "@/lib/mirror/wire";

export const GET = route(
  {
    permission: "partner.read",
    summary: "Lists the PSA's catalogue as last read, with the products assigned to each item",
    params: connectionParams,
    query: z.strictObject({ ...listQuery, billingCycle: billingCycle.optional() }),
    answer: catalogItemsAnswer,
  },
  ({ ctx, params, query }) => listCatalogItems(ctx, { ...params, ...query }),
);
