"use client";

import { FlaskConical } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { SelectField } from "@/components/ui/field";
import { Tabs } from "@/components/ui/tabs";
import type { WorldWire } from "@/lib/practice-psa/wire";
import { placeQuery } from "./place";

const tabs = [
  ["requests", "What did the PSA receive?"],
  ["world", "World"],
  ["faults", "Faults"],
  ["clock", "Clock"],
  ["reset", "Reset"],
] as const;

type FrameProps = { worlds: readonly WorldWire[]; world: WorldWire; children: ReactNode };

/** What all pages of the sandbox share: that this is not the portal, whose look-alike it is, and the way around. */
export function SandboxFrame({ worlds, world, children }: FrameProps) {
  const path = usePathname();
  return (
    <div className="grid gap-4">
      <SandboxBand>
        {worlds.length > 1 ? <WorldPicker worlds={worlds} world={world} path={path} /> : null}
      </SandboxBand>
      <Tabs
        label="PSA sandbox"
        tabs={tabs.map(([part, label]) => ({
          href: `/sandbox/${part}${placeQuery(world)}`,
          label,
          isCurrent: path === `/sandbox/${part}`,
        }))}
      />
      {children}
    </div>
  );
}

/** Nobody shall take these pages for the portal's own, or for a real PSA. */
export function SandboxBand({ children }: { children?: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-md border-2 border-dashed border-amber bg-amber-soft px-3 py-2">
      <p className="flex grow basis-60 items-start gap-2">
        <FlaskConical size={16} aria-hidden className="mt-0.5 shrink-0 text-amber" />
        <span>
          <strong className="text-amber">PSA sandbox.</strong> A look-alike of a PSA for practice, outside the
          portal. Nothing here reaches a real PSA or an invoice.
        </span>
      </p>
      {children}
    </div>
  );
}

function WorldPicker({
  worlds,
  world,
  path,
}: {
  worlds: readonly WorldWire[];
  world: WorldWire;
  path: string;
}) {
  const router = useRouter();
  return (
    <div className="w-full sm:w-72">
      <SelectField
        label="Look-alike"
        isLabelHidden
        name="world"
        value={world.name}
        onChange={(event) => {
          const chosen = worlds.find((each) => each.name === event.target.value);
          if (chosen) router.push(`${path}${placeQuery(chosen)}`);
        }}
        options={worlds.map((each) => ({
          value: each.name,
          label: each.connectionName ? `${each.psa} of ${each.connectionName}` : `${each.psa}, ${each.name}`,
        }))}
      />
    </div>
  );
}
