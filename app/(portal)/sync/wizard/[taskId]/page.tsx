import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { Arriving } from "@/app/arriving";
import { orNotFound, pageContext } from "@/app/page-context";
import { WizardPage } from "@/components/sync-wizard/wizard-page";
import type { Ctx } from "@/lib/auth/context";
import { answerOf } from "@/lib/http/page-answer";
import { getSyncTask } from "@/lib/sync/get-sync-task";
import { getWizard } from "@/lib/sync/get-wizard";
import { wizardAnswer } from "@/lib/sync/wizard-wire";

export const metadata: Metadata = { title: "Sync wizard" };

const isUuid = (text: string) => z.uuid().safeParse(text).success;

export default async function Page({ params }: { params: Promise<{ taskId: string }> }) {
  const ctx = await pageContext("partner.read");
  const { taskId } = await params;
  if (!isUuid(taskId)) notFound();
  // Asked first, so that an address of nothing is answered as such.
  await orNotFound(getSyncTask(ctx, { taskId }));
  return (
    <Arriving title="Sync wizard">
      <Wizard ctx={ctx} taskId={taskId} />
    </Arriving>
  );
}

async function Wizard({ ctx, taskId }: { ctx: Ctx; taskId: string }) {
  const wizard = await getWizard(ctx, { taskId });
  return <WizardPage key={taskId} initial={answerOf(wizardAnswer, wizard)} />;
}
