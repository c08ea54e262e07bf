import type { Metadata } from "next";
import { headers } from "next/headers";
import { Arriving } from "@/app/arriving";
import { pageContext } from "@/app/page-context";
import { OverviewScreen } from "@/components/overview/overview-screen";
import type { Ctx } from "@/lib/auth/context";
import { answerOf } from "@/lib/http/page-answer";
import { getOverview } from "@/lib/overview/get-overview";
import { lookedAtOf } from "@/lib/overview/looked-at";
import { overviewAnswer } from "@/lib/overview/wire";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage() {
  const ctx = await pageContext("partner.read");
  return (
    <Arriving title="Overview">
      <Overview ctx={ctx} />
    </Arriving>
  );
}

async function Overview({ ctx }: { ctx: Ctx }) {
  const lookedAt = lookedAtOf((await headers()).get("cookie"));
  return <OverviewScreen initial={answerOf(overviewAnswer, await getOverview(ctx, { lookedAt }))} />;
}
