"use client";

import { lazy, Suspense, useEffect, useMemo, useRef, useState } from "react";
import { useReader } from "@/components/shell/reader";
import { join } from "@/components/ui/join";
import { useKeys } from "@/components/ui/keys";
import { Notice, Skeleton } from "@/components/ui/notice";
import { patiently } from "@/components/ui/patiently";
import { useUrlState } from "@/components/ui/url-state";
import type { WirePlanLine } from "@/lib/plans/plan-schema";
import type { Wizard } from "@/lib/sync/wizard-wire";
import { ConfirmStep } from "./confirm-step";
import { LinesStep } from "./lines-step";
import { StepRail } from "./step-rail";
import { canOpenStep, firstOpen, isStep, type Step, stepAfter, stepBefore, stepNames } from "./steps";
import { TaskFacts } from "./task-facts";
import { TaskState } from "./task-state";
import { useDraft } from "./use-draft";
import { isSettling, useRetryTask, useWizard } from "./use-wizard";
import { WalkTogether } from "./walk-together";

// Most tasks need the lines and the confirmation only: the other steps come when they are opened.
const CustomerStep = lazy(
  patiently(async () => ({ default: (await import("./customer-step")).CustomerStep })),
);
const ProductStep = lazy(patiently(async () => ({ default: (await import("./product-step")).ProductStep })));
const ContractStep = lazy(
  patiently(async () => ({ default: (await import("./contract-step")).ContractStep })),
);
const RunStep = lazy(patiently(async () => ({ default: (await import("./run-step")).RunStep })));
const IgnoreTask = lazy(patiently(async () => ({ default: (await import("./ignore-task")).IgnoreTask })));

/** The step in the address (none: the first that is not settled), the tasks that go along, the plan once approved. */
const inAddress = { step: "", with: [] as string[], plan: "" };
const runStates = ["approved", "applying", "applied", "failed", "needs_review", "scheduled"];

const layout = "lg:grid-cols-[9rem_minmax(0,1fr)] xl:grid-cols-[9rem_minmax(0,1fr)_18rem]";
/** The lines need the room: the facts stand below them. */
const wideLayout = "lg:grid-cols-[9rem_minmax(0,1fr)]";

/** A task from what is missing to what the PSA shows: five steps, of which those that are settled are left out. */
export function WizardPage({ initial }: { initial: Wizard }) {
  const { data: wizard = initial } = useWizard(initial.task.id, initial);
  const [address, setAddress] = useUrlState(inAddress);
  const [isIgnoring, setIgnoring] = useState(false);
  const retry = useRetryTask(wizard.task.id);
  const { task, steps } = wizard;
  const planId = address.plan || (runStates.includes(task.state) ? task.planId : null);
  const isSettlingNow = isSettling(wizard);
  const here: Step = planId
    ? "confirm"
    : isStep(address.step) && canOpenStep(address.step, steps)
      ? address.step
      : firstOpen(steps);
  const taskIds = useMemo(
    () => [task.id, ...address.with.filter((id) => wizard.walk.some((other) => other.id === id))],
    [task.id, address.with, wizard.walk],
  );
  const isReady = task.state === "ready" && !planId;
  const { may } = useReader();
  const draft = useDraft(taskIds, may("sync.decide") && isReady && (here === "lines" || here === "confirm"));
  const go = (step: string) => setAddress({ step }, { isStep: true });
  const before = stepBefore(here);
  const acts = { onBack: before && (() => go(before)), onIgnore: () => setIgnoring(true) };
  const readAgain = () => window.location.reload();
  useKeys({ i: { does: "Ignore the task", run: () => isReady && setIgnoring(true) } });
  const isWide = here === "lines" && planId === null;
  const heading = useFocusOnChange(here);
  const shared = { wizard, acts, onReadAgain: readAgain };
  const taskOf = (line: WirePlanLine) =>
    wizard.walk.find(({ subscriptionId }) => subscriptionId === line.subscriptionId)?.id;

  return (
    <div className="grid gap-4">
      <h1 className="text-title font-semibold">{wizard.title}</h1>
      <TaskState wizard={wizard} isRunning={planId !== null} />
      <WalkTogether
        wizard={wizard}
        chosen={address.with}
        isFixed={planId !== null}
        onChange={(tasks) => setAddress({ with: tasks })}
      />
      <div className={join("grid items-start gap-4", isWide ? wideLayout : layout)}>
        <StepRail
          steps={here === "confirm" ? steps.map(looked) : steps}
          here={here}
          canOpen={(step) => planId === null && canOpenStep(step, steps)}
          onOpen={go}
        />
        {/* As high as most steps become, so that what stands below does not jump when a step is there. */}
        <div className="grid min-h-screen min-w-0 content-start gap-3 lg:min-h-144">
          <h2 ref={heading} tabIndex={-1} className="text-lead font-semibold">
            Step {steps.findIndex(({ step }) => step === here) + 1} of 5: {stepNames[here]}
          </h2>
          <Suspense fallback={<Skeleton rows={5} />}>
            {planId ? (
              <RunStep
                wizard={wizard}
                planId={planId}
                isRetrying={retry.isPending}
                retryProblem={retry.error}
                onRetry={() =>
                  retry.mutate(undefined, {
                    onSuccess: () => {
                      // The plan that failed is over: a new one is made from what stands there now.
                      draft.readAgain();
                      setAddress({ plan: "", step: "lines" });
                    },
                  })
                }
              />
            ) : isSettlingNow ? (
              <Notice tone="blue" title="Saved. The task is being put in order." />
            ) : here === "customer" ? (
              <CustomerStep {...shared} onDone={() => go(stepAfter("customer", steps))} />
            ) : here === "product" ? (
              <ProductStep {...shared} onDone={() => go(stepAfter("product", steps))} />
            ) : here === "contract" ? (
              <ContractStep {...shared} onDone={() => go("lines")} />
            ) : here === "lines" ? (
              <LinesStep
                wizard={wizard}
                draft={draft}
                acts={acts}
                taskOf={taskOf}
                onDone={() => go("confirm")}
              />
            ) : (
              <ConfirmStep
                wizard={wizard}
                draft={draft}
                acts={acts}
                onApproved={(plan) => setAddress({ plan, step: "" })}
                onTheirs={readAgain}
              />
            )}
          </Suspense>
        </div>
        <div className={isWide ? "lg:col-start-2" : undefined}>
          <TaskFacts wizard={wizard} isWide={isWide} />
        </div>
      </div>
      <Suspense>
        {isIgnoring ? <IgnoreTask wizard={wizard} onClose={() => setIgnoring(false)} /> : null}
      </Suspense>
    </div>
  );
}

/** Who stands at the last step has looked at the lines. */
const looked = (step: Wizard["steps"][number]) =>
  step.step === "lines" ? { ...step, isSettled: true, why: "Looked at." } : step;

/** Whoever goes on by keyboard lands at the top of the new step, and a screen reader says it. */
function useFocusOnChange(step: Step) {
  const heading = useRef<HTMLHeadingElement>(null);
  const last = useRef(step);
  useEffect(() => {
    if (last.current === step) return;
    last.current = step;
    heading.current?.focus();
  }, [step]);
  return heading;
}
