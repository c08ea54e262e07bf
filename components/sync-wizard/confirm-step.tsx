"use client";

import { useState } from "react";
import { askAnAdmin, useReader } from "@/components/shell/reader";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/field";
import { useKeys } from "@/components/ui/keys";
import { ConflictPanel, ProblemNotice, Skeleton } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { AsOf } from "@/components/ui/time";
import { ApiProblem } from "@/lib/http/fetch-json";
import type { WirePlan } from "@/lib/plans/plan-schema";
import type { Wizard } from "@/lib/sync/wizard-wire";
import { OperationList } from "../plan/operation-list";
import { PlanTotals } from "../plan/plan-totals";
import { useApprove } from "../plan/use-plan";
import { type BarActs, BottomBar } from "./bottom-bar";
import { whyNotOn } from "./lines-step";
import { NotForThisRole, PlanProblem } from "./plan-problem";
import type { Draft } from "./use-draft";

type StepProps = {
  wizard: Wizard;
  draft: Draft;
  acts: BarActs;
  onApproved(planId: string): void;
  onTheirs(): void;
};

/** The operations in the order they will run, what taking them back would mean, and the one button that writes. */
export function ConfirmStep({ wizard, draft, acts, onApproved, onTheirs }: StepProps) {
  const { may } = useReader();
  const plan = draft.made?.plan;
  const approve = useApprove(plan?.id ?? "");
  const [answered, setAnswered] = useState<ReadonlySet<string>>(new Set());
  const open = plan?.questions.filter((question) => !answered.has(question)) ?? [];
  const barred = !may("plan.approve")
    ? askAnAdmin
    : (whyNotOn(plan, draft) ?? (open.length > 0 ? "Answer the question first." : undefined));
  const run = () => {
    if (!plan || barred) return;
    const confirmed = plan.questions.length > 0 ? { confirmed: true } : {};
    approve.mutate({ hash: plan.hash, ...confirmed }, { onSuccess: () => onApproved(plan.id) });
  };
  useKeys({ a: { does: "Sync All", run } });
  const isConflict = approve.error instanceof ApiProblem && approve.error.code === "conflict";
  return (
    <>
      <PlanProblem draft={draft} wizard={wizard} />
      {plan ? (
        <Panel
          title="What is written, in this order"
          actions={<AsOf at={plan.readAt}>{wizard.connection.vocabulary.psa} </AsOf>}
        >
          <div className="grid gap-4" aria-busy={draft.isLate}>
            <Operations plan={plan} />
            <div className="border-t border-line pt-3">
              <PlanTotals totals={plan.totals} />
            </div>
            <p className="text-muted">
              {plan.forecast.says}. What if it fails? What was written stays and can be undone; a refusal
              stops only its own line; an answer that is lost is looked up, nothing is sent twice.
            </p>
            {plan.questions.map((question) => (
              <Checkbox
                key={question}
                label={question}
                checked={answered.has(question)}
                onChange={(event) => setAnswered(toggled(answered, question, event.target.checked))}
              />
            ))}
          </div>
        </Panel>
      ) : draft.problem ? null : !may("sync.decide") ? (
        <NotForThisRole />
      ) : (
        <Panel title="What is written, in this order">
          <Skeleton rows={4} />
        </Panel>
      )}
      {isConflict ? (
        <ConflictPanel
          what={`T-${String(wizard.task.number).padStart(6, "0")}`}
          yours={plan?.headline}
          theirs={approve.error?.message}
          onKeepMine={() => {
            approve.reset();
            draft.readAgain();
          }}
          onTakeTheirs={onTheirs}
        />
      ) : approve.isError ? (
        <ProblemNotice problem={approve.error} onRetry={run} />
      ) : null}
      <BottomBar acts={acts}>
        <Button variant="primary" isBusy={approve.isPending} disabledReason={barred} onClick={run}>
          Sync All
        </Button>
      </BottomBar>
    </>
  );
}

function Operations({ plan }: { plan: WirePlan }) {
  return (
    <ol className="grid gap-4">
      {plan.lines.map((line) => (
        <li key={line.id} className="grid gap-1">
          <h3 className="font-medium">
            {line.subject.productName} on {line.subject.contractName}
          </h3>
          {line.leftOut === undefined ? (
            <OperationList line={line} />
          ) : (
            <p className="text-muted">
              Left out: {line.leftOut}. Its task becomes ignored with this reason and can be taken back.
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}

function toggled(set: ReadonlySet<string>, one: string, isIn: boolean): ReadonlySet<string> {
  const next = new Set(set);
  if (isIn) next.add(one);
  else next.delete(one);
  return next;
}
