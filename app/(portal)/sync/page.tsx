import type { Metadata } from "next";
import { Arriving } from "@/app/arriving";
import { pageContext } from "@/app/page-context";
import { SyncScreen } from "@/components/sync/sync-screen";
import { groupOfTab } from "@/components/sync/task-address";
import type { Ctx } from "@/lib/auth/context";
import { firstTasks, type Given } from "./first-tasks";

export const metadata: Metadata = { title: "Sync" };

export default async function SyncPage({ searchParams }: { searchParams: Promise<Given> }) {
  const ctx = await pageContext("partner.read");
  return (
    <Arriving title="Sync">
      <Sync ctx={ctx} given={await searchParams} />
    </Arriving>
  );
}

async function Sync({ ctx, given }: { ctx: Ctx; given: Given }) {
  const group = groupOfTab(typeof given.tab === "string" ? given.tab : undefined);
  return <SyncScreen first={await firstTasks(ctx, given, group)} />;
}
