import { pageOf } from "@/lib/http/paging";
import { route } from "@/lib/http/route";
import { customerMapPage, customerMapQuery } from "@/lib/mappings/customer-map-wire";
import { listCustomerMap } from "@/lib/mappings/list-customer-map";

export const GET = route(
  {
    permission: "partner.read",
    summary: "Lists the rows of the Customer Map: services, money, company, contracts, state",
    query: customerMapQuery,
    answer: customerMapPage,
  },
  ({ ctx, query: { search, states, withMoney, sort, direction, ...place } }) =>
    listCustomerMap(ctx, {
      filter: { search, states, hasMoney: withMoney },
      sort,
      isDescending: direction === "descending",
      page: pageOf(place, sort === "changed" ? "time" : sort === "money" ? "amount" : "text"),
    }),
);
