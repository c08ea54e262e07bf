"use client";

import { useReader } from "@/components/shell/reader";
import { Notice, ProblemNotice } from "@/components/ui/notice";
import { PageHead } from "@/components/ui/page-head";
import { AsOf } from "@/components/ui/time";
import type { OverviewAnswer } from "@/lib/overview/wire";
import { Activity } from "./activity";
import { CallBudget } from "./call-budget";
import { CoveragePanel } from "./coverage-panel";
import { FirstSteps } from "./first-steps";
import { NeedsList } from "./needs-list";
import { StepList } from "./step-list";
import { Tiles } from "./tiles";
import { useOverview } from "./use-overview";

/** How everything stands: the answer, then what needs a person, then the rest. */
export function OverviewScreen({ initial, isKept }: { initial: OverviewAnswer; isKept: boolean }) {
  const { data: overview, error, refetch } = useOverview(initial, isKept);
  const isConnected = overview.connections.length > 0;
  return (
    <>
      <PageHead title="Overview" sentence={overview.sentence}>
        <AsOf at={overview.asOf} isStale={error !== null} />
      </PageHead>
      {error ? <ProblemNotice problem={error} onRetry={() => void refetch()} /> : null}
      <OldStory story={overview.story} />
      {isConnected ? <Connected overview={overview} /> : <Unconnected overview={overview} />}
    </>
  );
}

function Connected({ overview }: { overview: OverviewAnswer }) {
  const { may } = useReader();
  return (
    <>
      <Tiles overview={overview} />
      <div className="grid items-start gap-4 lg:grid-cols-3">
        <div className="grid min-w-0 gap-4 lg:col-span-2">
          <NeedsList needs={overview.needs} />
          <Activity activity={overview.activity} psa={overview.words.psa} />
        </div>
        <div className="grid min-w-0 gap-4">
          {overview.setup ? <StepList title="Set-up" noun="step" steps={overview.setup} /> : null}
          {overview.tour && may("sync.decide") ? (
            <StepList title="Guided tour of the demo" noun="stop" steps={overview.tour} />
          ) : null}
          <CoveragePanel coverage={overview.coverage} />
          {overview.connections.map((connection) => (
            <CallBudget key={connection.id} connection={connection} />
          ))}
        </div>
      </div>
    </>
  );
}

function Unconnected({ overview }: { overview: OverviewAnswer }) {
  return (
    <>
      <FirstSteps customers={overview.customers.total} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        {overview.setup ? <StepList title="Set-up" noun="step" steps={overview.setup} /> : null}
        <CoveragePanel coverage={overview.coverage} />
      </div>
    </>
  );
}

function OldStory({ story }: { story: OverviewAnswer["story"] }) {
  if (!story?.isOld) return null;
  return (
    <Notice tone="amber" title={`The demo's story is ${story.days} days old.`}>
      Its dates are no longer those of this month. <code className="font-mono">npm run demo:reset</code> tells
      it anew.
    </Notice>
  );
}
