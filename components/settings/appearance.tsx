"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Switch } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { RadioCards } from "@/components/ui/radio-cards";
import { type Preferences, setPreference } from "./preferences";

/** Holds at once and for this browser only; there is nothing to save. */
export function Appearance({ preferences }: { preferences: Preferences }) {
  const [now, setNow] = useState(preferences);
  const router = useRouter();
  function set<Name extends keyof Preferences>(name: Name, value: Preferences[Name]): void {
    setNow((before) => ({ ...before, [name]: value }));
    setPreference(name, value);
    // The frame learns from the server whether keys are on.
    if (name === "keys") router.refresh();
  }
  return (
    <Panel title="Appearance">
      <div className="grid gap-5">
        <RadioCards
          legend="Theme"
          name="theme"
          isInline
          value={now.theme}
          onChange={(theme) => set("theme", theme)}
          options={[
            { value: "system", label: "As the system" },
            { value: "light", label: "Light" },
            { value: "dark", label: "Dark" },
          ]}
        />
        <RadioCards
          legend="Rows of tables"
          name="density"
          isInline
          value={now.density}
          onChange={(density) => set("density", density)}
          options={[
            { value: "comfortable", label: "Comfortable" },
            { value: "compact", label: "Compact" },
          ]}
        />
        <Switch
          label="Keyboard shortcuts"
          help="Single letters such as j, k and g s. Press ? to see them all. Ctrl K stays in any case."
          isOn={now.keys === "on"}
          onChange={(isOn) => set("keys", isOn ? "on" : "off")}
        />
        <p className="text-small text-muted">These hold at once, on this browser only.</p>
      </div>
    </Panel>
  );
}
