import type { Metadata } from "next";
import { pageContext } from "@/app/page-context";
import { IntegrationsScreen } from "@/components/integrations/integrations-screen";
import { getBudget } from "@/lib/connections/get-budget";
import { listConnections } from "@/lib/connections/list-connections";
import { listProviders } from "@/lib/connections/list-providers";
import { providersAnswer } from "@/lib/connections/setup-wire";
import { budgetAnswer, connectionsAnswer } from "@/lib/connections/wire";
import { answerOf } from "@/lib/http/page-answer";

export const metadata: Metadata = { title: "Integrations" };

export default async function Page() {
  const ctx = await pageContext("partner.read");
  const [connections, providers] = await Promise.all([listConnections(ctx), listProviders(ctx)]);
  // A partner has one connection, seldom a few.
  const budgets = await Promise.all(
    connections.map(async ({ id }) => [id, answerOf(budgetAnswer, await getBudget(ctx, id))] as const),
  );
  return (
    <IntegrationsScreen
      connections={answerOf(connectionsAnswer, { connections })}
      budgets={Object.fromEntries(budgets)}
      providers={answerOf(providersAnswer, providers)}
    />
  );
}
