import type { Metadata } from "next";
import { pageContext } from "@/app/page-context";
import { CustomerMap } from "@/components/customer-map/customer-map";
import { mapAddress, rowsQuery } from "@/components/customer-map/map-address";
import { answerOf } from "@/lib/http/page-answer";
import { customerMapPage, customerMapQuery, customerMapTotals } from "@/lib/mappings/customer-map-wire";
import { getCustomerMapTotals } from "@/lib/mappings/get-customer-map-totals";
import { listCustomerMap } from "@/lib/mappings/list-customer-map";

export const metadata: Metadata = { title: "Customer Map" };

type Address = Promise<Record<string, string | string[] | undefined>>;

export default async function Page({ searchParams }: { searchParams: Address }) {
  const ctx = await pageContext("partner.read");
  const asked = rowsQuery(await addressOf(searchParams));
  const parsed = customerMapQuery.safeParse(Object.fromEntries(new URLSearchParams(asked)));
  // An address that somebody wrote by hand: the screen asks for it and shows what is wrong with it.
  const query = parsed.success ? asked : "";
  const { search, states, withMoney, sort, direction, limit } = parsed.data ?? customerMapQuery.parse({});
  const [rows, totals] = [
    await listCustomerMap(ctx, {
      filter: { search, states, hasMoney: withMoney },
      sort,
      isDescending: direction === "descending",
      page: { after: undefined, limit },
      mayBeKept: true,
    }),
    await getCustomerMapTotals(ctx, { mayBeKept: true }),
  ];
  return (
    <CustomerMap
      firstRows={{ query, page: answerOf(customerMapPage, rows) }}
      firstTotals={{ totals: answerOf(customerMapTotals, totals), isKept: totals.isKept }}
    />
  );
}

async function addressOf(searchParams: Address) {
  const given = await searchParams;
  const textOf = (name: "search" | "show" | "sort" | "direction", fallback: string) => {
    const value = given[name];
    return typeof value === "string" ? value : fallback;
  };
  return {
    search: textOf("search", mapAddress.search),
    show: textOf("show", "").split(",").filter(Boolean),
    sort: textOf("sort", mapAddress.sort),
    direction: textOf("direction", mapAddress.direction),
  };
}
