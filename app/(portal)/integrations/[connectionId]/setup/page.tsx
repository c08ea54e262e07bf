import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { orNotFound, pageContext } from "@/app/page-context";
import { SetupScreen } from "@/components/integrations/setup-screen";
import { getConnection } from "@/lib/connections/get-connection";
import { getReadiness } from "@/lib/connections/get-readiness";
import { getReading } from "@/lib/connections/get-reading";
import { listExamples } from "@/lib/connections/list-examples";
import { listProviders } from "@/lib/connections/list-providers";
import {
  examplesAnswer,
  providersAnswer,
  readinessAnswer,
  readingAnswer,
} from "@/lib/connections/setup-wire";
import { connectionDetailAnswer, connectionParams } from "@/lib/connections/wire";
import { answerOf } from "@/lib/http/page-answer";

export const metadata: Metadata = { title: "Integration Setup" };

export default async function Page({ params }: { params: Promise<{ connectionId: string }> }) {
  const ctx = await pageContext("partner.read");
  const parsed = connectionParams.safeParse(await params);
  if (!parsed.success) notFound();
  const { connectionId } = parsed.data;
  const found = await orNotFound(getConnection(ctx, connectionId));
  const [readiness, examples, reading, known] = await Promise.all([
    getReadiness(ctx, connectionId),
    listExamples(ctx, { connectionId }),
    getReading(ctx, connectionId),
    listProviders(ctx),
  ]);
  const { providers, vendor } = answerOf(providersAnswer, known);
  const connection = answerOf(connectionDetailAnswer, found);
  const provider = providers.find((each) => each.id === connection.provider);
  if (!provider) notFound();
  return (
    <SetupScreen
      provider={provider}
      vendor={vendor}
      connection={connection}
      first={{
        readiness: answerOf(readinessAnswer, readiness),
        examples: answerOf(examplesAnswer, examples),
        reading: answerOf(readingAnswer, reading),
      }}
    />
  );
}
