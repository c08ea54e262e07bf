import { Notice, ProblemNotice } from "@/components/ui/notice";
import type { Wizard } from "@/lib/sync/wizard-wire";
import type { Draft } from "./use-draft";

/** No plan for what is chosen: the PSA is down, the task is not ready, or another one has the line. Nothing is lost. */
export function PlanProblem({ draft, wizard }: { draft: Draft; wizard: Wizard }) {
  const { problem, made } = draft;
  const leftOut = made?.leftOut ?? [];
  return (
    <>
      {problem ? (
        <div className="grid gap-1">
          <ProblemNotice problem={problem} onRetry={draft.readAgain} />
          <p className="text-small text-muted">
            What you chose is kept.
            {made ? ` The table shows the plan as ${wizard.connection.vocabulary.psa} was read last.` : ""}
          </p>
        </div>
      ) : null}
      {leftOut.map(({ taskId, sentence }) => (
        <Notice key={taskId} tone="amber" title="Not part of this plan">
          {sentence}
        </Notice>
      ))}
    </>
  );
}

/** A plan is made when somebody who may decide opens the lines. */
export function NotForThisRole() {
  return (
    <Notice tone="grey" title="Your role looks at tasks and does not plan them">
      Ask an admin of your company. What the task changes stands beside; a plan that was made stands in Sync.
    </Notice>
  );
}
