import { StateWord } from "@/components/ui/state";
import type { TrialStepAnswer } from "@/lib/connections/wire";
import { stepLabels, stepWords } from "./words";

const order = Object.keys(stepLabels) as TrialStepAnswer["step"][];

/** The steps of Test and Save, ticked as they really happen. */
export function TrialSteps({ steps, isRunning }: { steps: readonly TrialStepAnswer[]; isRunning: boolean }) {
  return (
    <ol aria-label="Steps of the test" aria-live="polite" className="grid gap-1.5">
      {order.map((name, index) => {
        const step = steps[index];
        const isNow = isRunning && index === steps.length;
        const { tone, word } = step ? stepWords[step.state] : stepWords[isNow ? "under_way" : "not_reached"];
        return (
          <li key={name} className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
            <StateWord tone={tone}>{step || isNow ? word : "Waits"}</StateWord>
            <span className="font-medium">{stepLabels[name]}</span>
            {step?.detail && step.state !== "failed" ? (
              <span className="min-w-0 text-muted">{step.detail}</span>
            ) : null}
          </li>
        );
      })}
    </ol>
  );
}
