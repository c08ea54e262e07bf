"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { Notice, ProblemNotice } from "@/components/ui/notice";
import { ProgressRow } from "@/components/ui/progress-row";
import type { WirePlanProgress } from "@/lib/plans/plan-pages-schema";
import { isUnderWay, useForgetDecided, usePlanProgress } from "./use-plan";

type RunProps = { planId: string; actions?: ReactNode; onEnd?: () => void };

/** A plan while it is applied: each operation counts once it is confirmed by what the PSA shows. */
export function RunProgress({ planId, actions, onEnd }: RunProps) {
  const { data, error, refetch } = usePlanProgress(planId, true);
  useOnEnd(planId, data, onEnd);
  if (error && !data) return <ProblemNotice problem={error} onRetry={() => void refetch()} />;
  if (!data) return <ProgressRow label="Applying" done={0} total={undefined} />;
  const { operations } = data.counts;
  const total = Object.values(operations).reduce((sum, count) => sum + count, 0);
  const open = (operations.planned ?? 0) + (operations.sending ?? 0) + (operations.unknown ?? 0);
  return (
    <div className="grid gap-2">
      <ProgressRow
        label={isUnderWay(data.state) ? "Applying" : "Applied"}
        done={total === 0 ? data.done : total - open}
        total={total === 0 ? data.total : total}
        isFinished={!isUnderWay(data.state)}
        current={currentWords(data)}
        actions={actions}
      />
      {data.waits ? <Notice tone="amber">{data.waits}</Notice> : null}
    </div>
  );
}

function currentWords({ counts, state }: WirePlanProgress): string {
  if (counts.operations.unknown) return "An answer was lost; we are checking whether it arrived.";
  if (counts.operations.sending) return "Sending and reading back";
  return isUnderWay(state) ? "Reading the lines under their locks" : "Every line has come to an end.";
}

/** Once, when the plan has come to its end while somebody was looking. */
function useOnEnd(planId: string, progress: WirePlanProgress | undefined, onEnd?: () => void): void {
  const forget = useForgetDecided();
  const wasUnderWay = useRef(false);
  const state = progress?.state;
  const latest = useRef({ forget, onEnd });
  latest.current = { forget, onEnd };
  useEffect(() => {
    if (isUnderWay(state)) wasUnderWay.current = true;
    else if (state === "finished" && wasUnderWay.current) {
      wasUnderWay.current = false;
      latest.current.forget(planId);
      latest.current.onEnd?.();
    }
  }, [state, planId]);
}
