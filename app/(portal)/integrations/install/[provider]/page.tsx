import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { pageContext } from "@/app/page-context";
import { SetupScreen } from "@/components/integrations/setup-screen";
import { listProviders } from "@/lib/connections/list-providers";
import { providersAnswer } from "@/lib/connections/setup-wire";
import { answerOf } from "@/lib/http/page-answer";

export const metadata: Metadata = { title: "Connect a PSA" };

export default async function Page({ params }: { params: Promise<{ provider: string }> }) {
  const ctx = await pageContext("partner.read");
  const { provider: id } = await params;
  const { providers, vendor } = answerOf(providersAnswer, await listProviders(ctx));
  const provider = providers.find((each) => each.id === id);
  if (!provider) notFound();
  return <SetupScreen provider={provider} vendor={vendor} />;
}
