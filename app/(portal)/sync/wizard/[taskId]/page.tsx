import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { orNotFound, pageContext } from "@/app/page-context";
import { WizardPage } from "@/components/sync-wizard/wizard-page";
import { answerOf } from "@/lib/http/page-answer";
import { getWizard } from "@/lib/sync/get-wizard";
import { wizardAnswer } from "@/lib/sync/wizard-wire";

export const metadata: Metadata = { title: "Sync wizard" };

const isUuid = (text: string) => z.uuid().safeParse(text).success;

export default async function Page({ params }: { params: Promise<{ taskId: string }> }) {
  const ctx = await pageContext("partner.read");
  const { taskId } = await params;
  if (!isUuid(taskId)) notFound();
  const wizard = await orNotFound(getWizard(ctx, { taskId }));
  return <WizardPage key={taskId} initial={answerOf(wizardAnswer, wizard)} />;
}
