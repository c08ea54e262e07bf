"use client";

import { Button } from "@/components/ui/button";
import { EmptyState, Notice } from "@/components/ui/notice";
import { notify } from "@/components/ui/notify";
import { PageHead } from "@/components/ui/page-head";
import { Panel } from "@/components/ui/panel";
import type { FaultsWire, WorldWire } from "@/lib/practice-psa/wire";
import { FaultForm } from "./fault-form";
import { FaultTable } from "./fault-table";
import { useChangeFaults, useFaults, useWhyNot } from "./use-sandbox";

/** Makes the PSA fail on purpose, to see what the portal makes of it. */
export function FaultsScreen({ world, initial }: { world: WorldWire; initial: FaultsWire }) {
  const asked = useFaults(world, initial);
  const change = useChangeFaults(world);
  const whyNot = useWhyNot();
  const { faults } = asked.data;
  const armed = faults.filter((fault) => !fault.isSpent).length;
  const clear = (which: true | number) =>
    change.mutate(
      { clear: which },
      { onError: () => notify({ tone: "red", text: "The fault could not be cleared. Try again." }) },
    );
  return (
    <div className="grid gap-4">
      <PageHead title="Faults" sentence={sayFaults(world, armed)} />
      {asked.isError ? (
        <Notice tone="amber" title="This list stands still.">
          The PSA sandbox does not answer just now. It is asked again every two seconds.
        </Notice>
      ) : null}
      <div className="grid items-start gap-4 lg:grid-cols-[20rem_minmax(0,1fr)]">
        <FaultForm world={world} />
        <Panel
          title="Faults that were set"
          isFlush
          actions={
            faults.length > 0 ? (
              <Button size="small" disabledReason={whyNot} onClick={() => clear(true)}>
                Clear all
              </Button>
            ) : undefined
          }
        >
          {faults.length === 0 ? (
            <EmptyState title="No faults">
              Every request is answered as {world.psa} would answer it. Choose a trouble and do something in
              the portal.
            </EmptyState>
          ) : (
            <FaultTable faults={faults} onClear={clear} whyNot={whyNot} />
          )}
        </Panel>
      </div>
    </div>
  );
}

function sayFaults({ psa }: WorldWire, armed: number): string {
  if (armed === 0) return `The ${psa} look-alike answers as it should; no fault is waiting.`;
  return armed === 1 ? "1 fault waits for a request." : `${armed} faults wait for requests.`;
}
