import type { Metadata } from "next";
import { headers } from "next/headers";
import { pageContext } from "@/app/page-context";
import { OverviewScreen } from "@/components/overview/overview-screen";
import { answerOf } from "@/lib/http/page-answer";
import { getOverview } from "@/lib/overview/get-overview";
import { lookedAtOf } from "@/lib/overview/looked-at";
import { overviewAnswer } from "@/lib/overview/wire";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage() {
  const ctx = await pageContext("partner.read");
  const lookedAt = lookedAtOf((await headers()).get("cookie"));
  const overview = await getOverview(ctx, { lookedAt, mayBeKept: true });
  return <OverviewScreen initial={answerOf(overviewAnswer, overview)} isKept={overview.isKept} />;
}
