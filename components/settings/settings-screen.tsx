"use client";

import { LogOut } from "lucide-react";
import { useReader } from "@/components/shell/reader";
import { Button } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page-head";
import { Facts, Panel } from "@/components/ui/panel";
import type { SessionList } from "@/lib/auth/session-wire";
import { Appearance } from "./appearance";
import type { Preferences } from "./preferences";
import { Sessions } from "./sessions";

type SettingsScreenProps = { preferences: Preferences; sessions: SessionList };

/** The reader's own page: who the portal takes them for, how it looks to them, where they are signed in. */
export function SettingsScreen({ preferences, sessions }: SettingsScreenProps) {
  const reader = useReader();
  return (
    <div className="grid max-w-4xl gap-4">
      <PageHead title="Settings" sentence={`You are ${reader.roleName} of ${reader.partnerName}.`} />
      <Panel
        title="Profile"
        actions={
          <form method="post" action="/api/v1/me/sign-out">
            <Button type="submit" icon={LogOut} size="small">
              Sign out
            </Button>
          </form>
        }
      >
        <Facts
          facts={[
            ["Name", reader.name],
            ["E-mail", reader.email ?? "none"],
            ["Role", reader.roleName],
            ["Company", reader.partnerName],
            ["Costs", reader.canSeeCost ? "shown to you" : "not shown to you; ask an admin"],
            ["Times in", reader.zone],
          ]}
        />
      </Panel>
      <Appearance preferences={preferences} />
      <Sessions first={sessions} />
    </div>
  );
}
