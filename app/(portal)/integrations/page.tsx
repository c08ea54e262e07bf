import type { Metadata } from "next";
import { pageContext } from "@/app/page-context";
import { IntegrationsScreen } from "@/components/integrations/integrations-screen";
import { listConnections } from "@/lib/connections/list-connections";
import { listProviders } from "@/lib/connections/list-providers";
import { providersAnswer } from "@/lib/connections/setup-wire";
import { connectionsAnswer } from "@/lib/connections/wire";
import { answerOf } from "@/lib/http/page-answer";

export const metadata: Metadata = { title: "Integrations" };

export default async function Page() {
  const ctx = await pageContext("partner.read");
  const [connections, providers] = await Promise.all([listConnections(ctx), listProviders(ctx)]);
  return (
    <IntegrationsScreen
      connections={answerOf(connectionsAnswer, { connections })}
      providers={answerOf(providersAnswer, providers)}
    />
  );
}
