"use client";

import { Undo2 } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { askAnAdmin, useReader } from "@/components/shell/reader";
import { Button, ButtonLink } from "@/components/ui/button";
import { useKeys } from "@/components/ui/keys";
import { Notice, ProblemNotice, Skeleton } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { WhyButton } from "@/components/ui/why";
import type { WirePlanProgress } from "@/lib/plans/plan-pages-schema";
import type { WirePlan, WirePlanLine } from "@/lib/plans/plan-schema";
import type { Wizard } from "@/lib/sync/wizard-wire";
import { OperationList } from "../plan/operation-list";
import { RunProgress } from "../plan/run-progress";
import { isUnderWay, usePlan, usePlanProgress, useUndo } from "../plan/use-plan";
import { whyOf } from "../plan/why-content";
import { ReadBack } from "./read-back";

type RunProps = {
  wizard: Wizard;
  planId: string;
  onRetry(): void;
  isRetrying: boolean;
  retryProblem: unknown;
};

/** The plan while it is written and after: each operation with its tick, what the PSA shows now, and the way back. */
export function RunStep({ wizard, planId, onRetry, isRetrying, retryProblem }: RunProps) {
  const plan = usePlan(planId);
  const { data: progress } = usePlanProgress(planId, true);
  const state = progress?.state ?? plan.data?.state;
  if (plan.error) return <ProblemNotice problem={plan.error} onRetry={() => void plan.refetch()} />;
  if (!plan.data) return <Skeleton rows={6} />;
  const lines = withProgress(plan.data.lines, progress);
  const failed = lines.filter((line) => line.state === "failed" || line.state === "needs_review");
  const replaced = lines.filter((line) => line.state === "superseded" && line.leftOut === undefined);
  const isOver = state === "finished";
  return (
    <div className="grid gap-4">
      <RunProgress
        planId={planId}
        actions={
          isUnderWay(state) ? (
            <ButtonLink href="/sync" size="small">
              Run in background
            </ButtonLink>
          ) : undefined
        }
      />
      {isOver && failed.length === 0 && replaced.length === 0 ? (
        <Notice tone="green" title={`Done. ${wizard.connection.vocabulary.psa} was read back and agrees.`} />
      ) : null}
      {replaced.length > 0 ? (
        <Notice tone="amber" title="The line had changed since the plan; nothing of it was written.">
          A new plan was made from what stands there now.
        </Notice>
      ) : null}
      <Panel title="Operations">
        <ol className="grid gap-4">
          {lines.map((line) => (
            <li key={line.id} className="grid gap-1">
              <div className="flex items-center gap-1">
                <h3 className="font-medium">
                  {line.subject.productName} on {line.subject.contractName}
                </h3>
                <WhyButton
                  label={`Why ${line.sentence}?`}
                  title={`${line.subject.productName} for ${line.subject.customerName}`}
                  content={whyOf(line, plan.data)}
                />
              </div>
              <OperationList line={line} isRunning />
            </li>
          ))}
        </ol>
      </Panel>
      {isOver ? <ReadBack planId={planId} lines={lines} psa={wizard.connection.vocabulary.psa} /> : null}
      <EndBar
        wizard={wizard}
        plan={{ ...plan.data, lines }}
        isOver={isOver}
        hasFailed={failed.length > 0}
        onRetry={onRetry}
        isRetrying={isRetrying}
      />
      {retryProblem ? <ProblemNotice problem={retryProblem} /> : null}
    </div>
  );
}

type EndProps = Pick<RunProps, "wizard" | "onRetry" | "isRetrying"> & {
  plan: WirePlan;
  isOver: boolean;
  hasFailed: boolean;
};

function EndBar({ wizard, plan, isOver, hasFailed, onRetry, isRetrying }: EndProps) {
  const { may, isDemo } = useReader();
  const undo = useUndo();
  const barred = may("sync.decide") ? undefined : askAnAdmin;
  const confirmed = plan.lines
    .flatMap((line) => line.operations)
    .filter(({ state }) => state === "confirmed");
  const canUndo = isOver && confirmed.some(({ isUndone, kind }) => !isUndone && kind !== "set_line_text");
  const takeBack = () => undo.mutate({ planId: plan.id });
  useKeys({ u: { does: "Undo", run: () => canUndo && !barred && takeBack() } });
  if (!isOver) return null;
  const [operation] = plan.lines.flatMap((line) => line.operations);
  const contractId = plan.lines[0]?.address.psaContractId;
  return (
    <>
      <p className="flex flex-wrap gap-x-4 gap-y-1">
        <PlainLink href={`/sync/plans/${plan.id}`}>The plan</PlainLink>
        <PlainLink href={operation ? `/sync/log?operation=${operation.id}` : "/sync/log"}>
          Action Log
        </PlainLink>
        {isDemo && contractId ? (
          <PlainLink href={`/sandbox/world?contract=${contractId}`}>The contract in the sandbox</PlainLink>
        ) : null}
        {isDemo && operation ? (
          <PlainLink href={`/sandbox/requests?operation=${operation.id}`}>
            What did the PSA receive?
          </PlainLink>
        ) : null}
      </p>
      {undo.isError ? <ProblemNotice problem={undo.error} /> : null}
      <div className="sticky bottom-0 z-10 flex flex-wrap items-center gap-2 rounded-lg border border-line bg-surface px-4 py-2">
        {hasFailed ? (
          <>
            <Button variant="primary" isBusy={isRetrying} disabledReason={barred} onClick={onRetry}>
              Edit and try again
            </Button>
            <ButtonLink href="/sync">Leave as failed</ButtonLink>
          </>
        ) : null}
        {canUndo ? (
          <Button icon={Undo2} isBusy={undo.isPending} disabledReason={barred} onClick={takeBack}>
            {hasFailed ? "Undo the finished ones" : "Undo"}
          </Button>
        ) : null}
        <span className="grow" />
        <ButtonLink href="/sync" variant="quiet">
          All tasks
        </ButtonLink>
        {wizard.next ? (
          <ButtonLink
            href={`/sync/wizard/${wizard.next.id}`}
            variant={hasFailed ? "secondary" : "primary"}
            title={`${wizard.next.sentence} for ${wizard.next.customerName}`}
          >
            Next task
          </ButtonLink>
        ) : null}
      </div>
    </>
  );
}

function PlainLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} prefetch={false} className="text-accent underline">
      {children}
    </Link>
  );
}

/** The frozen lines with their operations as they stand now. */
function withProgress(
  lines: readonly WirePlanLine[],
  progress: WirePlanProgress | undefined,
): WirePlanLine[] {
  const moved = new Map(progress?.lines.map((line) => [line.id, line]));
  return lines.map((line) => ({ ...line, ...moved.get(line.id) }));
}
