import { connectionParams } from "@/lib/connections/wire";
import { route } from "@/lib/http/route";
import { catalogItemsAnswer, catalogItemsQuery } from "@/lib/mirror/catalog-wire";
import { listCatalogItems } from "@/lib/mirror/list-catalog-items";

export const GET = route(
  {
    permission: "partner.read",
    summary: "Lists the PSA's catalogue as last read, with the products assigned to each item",
    params: connectionParams,
    query: catalogItemsQuery,
    answer: catalogItemsAnswer,
  },
  ({ ctx, params, query }) => listCatalogItems(ctx, { ...params, ...query }),
);
