"use client";

import { RotateCcw } from "lucide-react";
import { lazy, Suspense } from "react";
import { askAnAdmin, useReader } from "@/components/shell/reader";
import { Button } from "@/components/ui/button";
import { join } from "@/components/ui/join";
import { Skeleton } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { patiently } from "@/components/ui/patiently";
import { AsOf } from "@/components/ui/time";
import type { WirePlan, WirePlanLine } from "@/lib/plans/plan-schema";
import type { Wizard } from "@/lib/sync/wizard-wire";
import { cycleWord } from "../plan/words";
import { type BarActs, BottomBar } from "./bottom-bar";
import { ChoicesBar } from "./choices-bar";
import { ContractAmounts } from "./contract-amounts";
import { LineWarnings } from "./line-warnings";
import { LinesTable } from "./lines-table";
import { NotForThisRole, PlanProblem } from "./plan-problem";
import type { Draft } from "./use-draft";

const HandEdits = lazy(patiently(async () => ({ default: (await import("./hand-edits")).HandEdits })));

type StepProps = {
  wizard: Wizard;
  draft: Draft;
  acts: BarActs;
  taskOf(line: WirePlanLine): string | undefined;
  onDone(): void;
};

/** What would be written, line by line, for what is chosen here. */
export function LinesStep({ wizard, draft, acts, taskOf, onDone }: StepProps) {
  const { may } = useReader();
  const plan = draft.made?.plan;
  const isBarred = !may("sync.decide");
  const edited = plan ? subscriptionsOf(plan) : [];
  return (
    <>
      <PlanProblem draft={draft} wizard={wizard} />
      {plan ? (
        <>
          {edited.length > 0 ? (
            <Suspense>
              <HandEdits
                subscriptionIds={edited}
                planId={plan.id}
                psa={wizard.connection.vocabulary.psa}
                onDecided={draft.readAgain}
              />
            </Suspense>
          ) : null}
          <LineWarnings plan={plan} />
          <Panel
            title={contractTitle(plan, wizard)}
            actions={
              <>
                <AsOf at={plan.readAt}>{wizard.connection.vocabulary.psa} </AsOf>
                <Button
                  size="small"
                  icon={RotateCcw}
                  isBusy={draft.isLate}
                  disabledReason={isBarred ? askAnAdmin : undefined}
                  onClick={draft.readAgain}
                >
                  Read again
                </Button>
              </>
            }
          >
            <div className="grid gap-4" aria-busy={draft.isLate}>
              <ChoicesBar
                wizard={wizard}
                draft={draft}
                bounds={boundsOf(plan)}
                effectiveDate={commonDate(plan)}
                isDisabled={isBarred}
              />
              <div className={join("grid gap-4", draft.isLate && "opacity-60")}>
                <LinesTable wizard={wizard} plan={plan} draft={draft} taskOf={taskOf} isDisabled={isBarred} />
                {draft.made?.contracts.map((contract) => (
                  <ContractAmounts key={contract.psaContractId} contract={contract} plan={plan} />
                ))}
              </div>
            </div>
          </Panel>
        </>
      ) : draft.problem ? null : isBarred ? (
        <NotForThisRole />
      ) : (
        <Panel title="Lines">
          <Skeleton rows={6} />
        </Panel>
      )}
      <BottomBar acts={acts}>
        <Button
          variant="primary"
          disabledReason={isBarred ? askAnAdmin : whyNotOn(plan, draft)}
          onClick={onDone}
        >
          Continue
        </Button>
      </BottomBar>
    </>
  );
}

function contractTitle(plan: WirePlan, wizard: Wizard): string {
  const names = [...new Set(plan.lines.map((line) => line.subject.contractName))];
  return `${names.join(", ")} - billed ${cycleWord(wizard.product.billingCycle)}`;
}

/** Of the lines in which a hand edit stands in the way, or is left alone. */
function subscriptionsOf(plan: WirePlan): string[] {
  const isEdited = ({ refusals, warnings }: WirePlanLine) =>
    [...refusals, ...warnings].some(({ code }) => handEditCodes.has(code));
  return plan.lines.filter(isEdited).flatMap(({ subscriptionId }) => subscriptionId ?? []);
}

const handEditCodes: ReadonlySet<string> = new Set([
  "drift_undecided",
  "quantity_changed_in_psa",
  "price_changed_in_psa",
  "cost_changed_in_psa",
]);

/** The days that every line may count from. */
function boundsOf(plan: WirePlan): { fromDate?: string; toDate?: string } {
  const bounds = plan.lines.flatMap((line) => line.dateBounds ?? []);
  const fromDate = bounds
    .map((bound) => bound.fromDate)
    .sort()
    .at(-1);
  const [toDate] = bounds.flatMap((bound) => bound.toDate ?? []).sort();
  return { ...(fromDate && { fromDate }), ...(toDate && { toDate }) };
}

function commonDate(plan: WirePlan): string | undefined {
  const dates = new Set(plan.lines.map((line) => line.effectiveDate));
  return dates.size === 1 ? [...dates][0] : undefined;
}

export function whyNotOn(plan: WirePlan | undefined, draft: Draft): string | undefined {
  if (!plan) return "There is no plan yet.";
  if (draft.problem) return "The plan for what you chose could not be made.";
  if (draft.isLate) return "The plan is being made.";
  if (plan.lines.every((line) => line.leftOut !== undefined)) return "Tick a line, or ignore the task.";
  return plan.lines.every((line) => line.refusals.length > 0)
    ? "Nothing of it can be written as it stands."
    : undefined;
}
