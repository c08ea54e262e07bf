import type { Metadata } from "next";
import { pageContext } from "@/app/page-context";
import { SyncScreen } from "@/components/sync/sync-screen";
import { groupOfTab } from "@/components/sync/task-address";
import { firstTasks, type Given } from "./first-tasks";

export const metadata: Metadata = { title: "Sync" };

export default async function SyncPage({ searchParams }: { searchParams: Promise<Given> }) {
  const ctx = await pageContext("partner.read");
  const given = await searchParams;
  const group = groupOfTab(typeof given.tab === "string" ? given.tab : undefined);
  return <SyncScreen first={await firstTasks(ctx, given, group)} />;
}
