import type { Metadata } from "next";
import { pageContext } from "@/app/page-context";
import { SyncScreen } from "@/components/sync/sync-screen";
import { firstTasks, type Given } from "../first-tasks";

export const metadata: Metadata = { title: "Ignored" };

export default async function IgnoredPage({ searchParams }: { searchParams: Promise<Given> }) {
  const ctx = await pageContext("partner.read");
  return <SyncScreen group="ignored" first={await firstTasks(ctx, await searchParams, "ignored")} />;
}
