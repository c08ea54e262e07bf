"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useReader } from "@/components/shell/reader";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { Notice, ProblemNotice } from "@/components/ui/notice";
import { notify } from "@/components/ui/notify";
import { PageHead } from "@/components/ui/page-head";
import { Facts, Panel } from "@/components/ui/panel";
import { StateWord } from "@/components/ui/state";
import type { ClockBodyWire } from "@/lib/practice-psa/bodies";
import type { ClockWire, WorldWire } from "@/lib/practice-psa/wire";
import { showExactTime } from "@/lib/show";
import { useClock, useMoveClock, useWhyNot } from "./use-sandbox";

type Move = { body: ClockBodyWire; verb: string };

type ScreenProps = { world: WorldWire; initial: ClockWire; contract: string | undefined };

/** The demo's time: one clock for the portal, its jobs and every look-alike. */
export function ClockScreen({ world, initial, contract }: ScreenProps) {
  const reader = useReader();
  const router = useRouter();
  const asked = useClock(world, initial);
  const move = useMoveClock(world);
  const whyNot = useWhyNot();
  const [asking, setAsking] = useState<Move>();
  const { portal, psa, isTogether } = asked.data;

  function run(body: ClockBodyWire): void {
    move.mutate(body, {
      onSuccess: (told) => {
        setAsking(undefined);
        notify({ tone: "green", text: `It is ${showExactTime(told.portal.now, reader)} now.` });
        // Every "4 min ago" on the screen counts from the time that came with the page.
        router.refresh();
      },
    });
  }

  const moves: Move[] = [
    { body: { move: "hour" }, verb: "Move on 1 hour" },
    { body: { move: "day" }, verb: "Move on 1 day" },
    { body: { move: "next_month" }, verb: "Move on to the next month" },
    ...(contract
      ? [
          {
            body: { move: "next_period" as const, contractId: contract },
            verb: `Move on to the next period of contract ${contract}`,
          },
        ]
      : []),
  ];
  return (
    <div className="grid gap-4">
      <PageHead
        title="Clock"
        sentence={`It is ${showExactTime(portal.now, reader)}, for the portal and for ${world.psa}${
          isTogether ? "" : ": not quite, they are apart"
        }.`}
      />
      {asked.isError ? (
        <Notice tone="amber" title="This clock stands still.">
          The PSA sandbox does not answer just now. It is asked again every two seconds.
        </Notice>
      ) : null}
      {isTogether ? null : (
        <Notice
          tone="amber"
          title={`The portal and the ${world.psa} look-alike have different times.`}
          action={
            <Button size="small" disabledReason={whyNot} onClick={() => run({ move: "together" })}>
              Set it to the portal's
            </Button>
          }
        >
          What is due on one side is not due on the other.
        </Notice>
      )}
      <Panel title="Now">
        <Facts
          facts={[
            ["Portal", <Time key="portal" at={portal.now} isFrozen={portal.isFrozen} />],
            [world.psa, <Time key="psa" at={psa.now} isFrozen={psa.isFrozen} />],
          ]}
        />
      </Panel>
      <Panel title="Move time on">
        <div className="grid gap-3">
          <p className="max-w-[75ch]">
            Moves the whole demo for everybody: the portal, its schedules and every look-alike. What falls due
            on the way happens at once. Time does not go back; forgetting the demo and telling it anew does
            that.
          </p>
          <div className="flex flex-wrap gap-2">
            {moves.map((each) => (
              <Button key={each.verb} disabledReason={whyNot} onClick={() => setAsking(each)}>
                {each.verb}
              </Button>
            ))}
          </div>
          {contract ? null : (
            <p className="text-small text-muted">
              To go to the next period of one contract, open it in World and choose “Clock to its next
              period”.
            </p>
          )}
        </div>
      </Panel>
      <Panel title={portal.isFrozen ? "Time stands still" : "Time runs"}>
        <div className="flex flex-wrap items-center gap-3">
          <p className="grow basis-60">
            {portal.isFrozen
              ? "Nothing falls due until it runs again or is moved on."
              : "Stop it to look at one moment for as long as you like."}
          </p>
          <Button
            isBusy={move.isPending && !asking}
            disabledReason={whyNot}
            onClick={() => run({ move: portal.isFrozen ? "run" : "freeze" })}
          >
            {portal.isFrozen ? "Let it run" : "Freeze"}
          </Button>
        </div>
      </Panel>
      {move.isError && !asking ? <ProblemNotice problem={move.error} /> : null}
      {asking ? (
        <ConfirmDialog
          title={asking.verb}
          verb={asking.verb}
          isOpen
          isBusy={move.isPending}
          error={move.error?.message}
          onClose={() => setAsking(undefined)}
          onConfirm={() => run(asking.body)}
        >
          The portal and every look-alike of this demo move on together, for everybody who uses it. This
          cannot be taken back.
        </ConfirmDialog>
      ) : null}
    </div>
  );
}

function Time({ at, isFrozen }: { at: string; isFrozen: boolean }) {
  const reader = useReader();
  return (
    <span className="flex flex-wrap items-center gap-2 tabular">
      {showExactTime(at, reader)}
      <StateWord tone={isFrozen ? "amber" : "green"}>{isFrozen ? "Frozen" : "Running"}</StateWord>
    </span>
  );
}
