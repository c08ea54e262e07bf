import type { Metadata } from "next";
import { pageContext } from "@/app/page-context";
import { addressDefaults, familiesQuery } from "@/components/products/families-query";
import { ProductsScreen } from "@/components/products/products-screen";
import type { FirstAnswer } from "@/components/products/use-products";
import type { Ctx } from "@/lib/auth/context";
import { answerOf } from "@/lib/http/page-answer";
import { listProductConnections } from "@/lib/mappings/list-product-connections";
import { listProductFamilies } from "@/lib/mappings/list-product-families";
import { productFamiliesAnswer, productFamiliesQuery } from "@/lib/mappings/product-wire";

export const metadata: Metadata = { title: "Products" };

type Given = Record<string, string | string[] | undefined>;

export default async function ProductsPage({ searchParams }: { searchParams: Promise<Given> }) {
  const ctx = await pageContext("partner.read");
  const given = await searchParams;
  const connections = await listProductConnections(ctx);
  const connection = connections.find(({ id }) => id === given.connection) ?? connections[0];
  const first = connection && (await firstAnswer(ctx, given, connection.id));
  return <ProductsScreen connections={connections} first={first} />;
}

/** The list for the address as it came; an address that nobody could have been given gets its answer from the API. */
async function firstAnswer(ctx: Ctx, given: Given, connectionId: string): Promise<FirstAnswer | undefined> {
  const text = (name: "show" | "search") =>
    typeof given[name] === "string" ? given[name] : addressDefaults[name];
  const open = typeof given.open === "string" ? given.open.split(",").filter(Boolean) : [];
  const filter = { show: text("show"), search: text("search"), unmapped: given.unmapped === "true", open };
  const query = familiesQuery(filter, connectionId);
  const asked = productFamiliesQuery.safeParse(Object.fromEntries(new URLSearchParams(query)));
  if (!asked.success) return undefined;
  const found = await listProductFamilies(ctx, { ...asked.data, mayBeKept: true });
  return { query, answer: answerOf(productFamiliesAnswer, found), isKept: found.isKept };
}
