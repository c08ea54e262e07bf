import type { Metadata } from "next";
import { cookies } from "next/headers";
import { pageContext } from "@/app/page-context";
import { preferencesOf } from "@/components/settings/preferences";
import { SettingsScreen } from "@/components/settings/settings-screen";
import { listSessions } from "@/lib/auth/list-sessions";
import { sessionsAnswer } from "@/lib/auth/session-wire";
import { answerOf } from "@/lib/http/page-answer";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const ctx = await pageContext("signed_in");
  const jar = await cookies();
  const sessions = answerOf(sessionsAnswer, { sessions: await listSessions(ctx) });
  return <SettingsScreen preferences={preferencesOf((name) => jar.get(name)?.value)} sessions={sessions} />;
}
