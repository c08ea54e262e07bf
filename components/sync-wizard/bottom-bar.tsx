"use client";

import type { ReactNode } from "react";
import { askAnAdmin, useReader } from "@/components/shell/reader";
import { Button, ButtonLink } from "@/components/ui/button";

export type BarActs = { onBack: (() => void) | undefined; onIgnore(): void };

/** Back, the step's own way on, and the two ways out. */
export function BottomBar({ acts, children }: { acts: BarActs; children?: ReactNode }) {
  const { may } = useReader();
  return (
    <div className="sticky bottom-0 z-10 flex flex-wrap items-center gap-2 rounded-lg border border-line bg-surface px-4 py-2">
      {acts.onBack ? <Button onClick={acts.onBack}>Back</Button> : null}
      {children}
      <span className="grow" />
      <ButtonLink href="/sync" variant="quiet">
        Save for later
      </ButtonLink>
      <Button
        variant="quiet"
        disabledReason={may("sync.decide") ? undefined : askAnAdmin}
        onClick={acts.onIgnore}
      >
        Ignore
      </Button>
    </div>
  );
}
