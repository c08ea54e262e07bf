import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { orNotFound, pageContext } from "@/app/page-context";
import { PlanPage } from "@/components/plan/plan-page";
import { answerOf } from "@/lib/http/page-answer";
import { getPlanHead } from "@/lib/plans/get-plan";
import { listPlanGroups } from "@/lib/plans/list-plan-groups";
import { planGroupsSchema } from "@/lib/plans/plan-pages-schema";
import { planHeadSchema } from "@/lib/plans/plan-schema";

const isUuid = (text: string) => z.uuid().safeParse(text).success;

export const metadata: Metadata = { title: "Plan" };

export default async function Page({ params }: { params: Promise<{ planId: string }> }) {
  const ctx = await pageContext("partner.read");
  const { planId } = await params;
  if (!isUuid(planId)) notFound();
  const head = await orNotFound(getPlanHead(ctx, { planId }));
  const groups = await listPlanGroups(ctx, { planId, limit: 200 });
  return (
    <PlanPage
      key={planId}
      initialHead={answerOf(planHeadSchema, head)}
      initialGroups={answerOf(planGroupsSchema, groups)}
    />
  );
}
