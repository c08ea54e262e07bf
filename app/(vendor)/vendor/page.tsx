import type { Metadata } from "next";
import { pageContext } from "@/app/page-context";
import { PartnersScreen } from "@/components/overview/partners-screen";
import { AppError } from "@/lib/errors";
import { answerOf } from "@/lib/http/page-answer";
import { type Page, pageOf } from "@/lib/http/paging";
import { listPartners } from "@/lib/partners/list-partners";
import { partnersAnswer } from "@/lib/partners/wire";

export const metadata: Metadata = { title: "Partners" };

type Query = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** The vendor's first page: how far its partners are. Read-only, so the address alone says what is shown. */
export default async function PartnersPage({ searchParams }: Query) {
  const ctx = await pageContext("partner.list");
  const given = await searchParams;
  const text = (name: string) => (typeof given[name] === "string" ? given[name].trim() : "");
  const search = text("search").slice(0, 100);
  const page = pageFrom(text("cursor"));
  const told = await listPartners(ctx, search === "" ? {} : { search }, page);
  const { partners, next } = answerOf(partnersAnswer, told);
  return <PartnersScreen partners={partners} next={next} search={search} isFirst={!page.after} />;
}

/** An address that was cut short shows the first page. */
function pageFrom(cursor: string): Page {
  const limit = 50;
  try {
    return pageOf(cursor === "" ? { limit } : { limit, cursor }, "text");
  } catch (error) {
    if (error instanceof AppError) return { after: undefined, limit };
    throw error;
  }
}
