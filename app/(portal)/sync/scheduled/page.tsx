import type { Metadata } from "next";
import { pageContext } from "@/app/page-context";
import { SyncScreen } from "@/components/sync/sync-screen";
import { firstTasks, type Given } from "../first-tasks";

export const metadata: Metadata = { title: "Scheduled" };

export default async function ScheduledPage({ searchParams }: { searchParams: Promise<Given> }) {
  const ctx = await pageContext("partner.read");
  return <SyncScreen group="scheduled" first={await firstTasks(ctx, await searchParams, "scheduled")} />;
}
