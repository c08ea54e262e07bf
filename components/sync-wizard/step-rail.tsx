import { Check } from "lucide-react";
import { join } from "@/components/ui/join";
import type { Wizard } from "@/lib/sync/wizard-wire";
import { type Step, stepNames } from "./steps";

type RailProps = {
  steps: Wizard["steps"];
  here: Step;
  /** Steps that can be opened: settled ones, and those whose turn it is. */
  canOpen(step: Step): boolean;
  onOpen(step: Step): void;
};

/** Tick: settled. Dot: here. Number: to do. On a narrow screen one line. */
export function StepRail({ steps, here, canOpen, onOpen }: RailProps) {
  return (
    <nav aria-label="Steps" className="min-w-0">
      <ol className="flex gap-1 overflow-x-auto lg:grid lg:gap-1">
        {steps.map(({ step, isSettled, why }, index) => {
          const isHere = step === here;
          return (
            <li key={step} className="shrink-0">
              <button
                type="button"
                aria-current={isHere ? "step" : undefined}
                disabled={!canOpen(step)}
                title={why}
                onClick={() => onOpen(step)}
                className={join(
                  "flex w-full items-center gap-2 rounded-md px-2 py-1.5 text-left disabled:opacity-55",
                  isHere ? "bg-accent-soft font-semibold" : "hover:bg-raised",
                )}
              >
                <Mark isHere={isHere} isSettled={isSettled} number={index + 1} />
                <span className={isHere ? undefined : "max-sm:sr-only"}>{stepNames[step]}</span>
                <span className="sr-only">, {isHere ? "this step" : isSettled ? "settled" : "to do"}</span>
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

function Mark({ isHere, isSettled, number }: { isHere: boolean; isSettled: boolean; number: number }) {
  const look = isHere
    ? "border-accent bg-accent text-on-accent"
    : isSettled
      ? "border-green text-green"
      : "border-strong-line text-muted";
  return (
    <span
      aria-hidden
      className={join(
        "inline-flex size-6 shrink-0 items-center justify-center rounded-full border text-small tabular",
        look,
      )}
    >
      {isHere ? (
        <span className="size-2 rounded-full bg-on-accent" />
      ) : isSettled ? (
        <Check size={14} />
      ) : (
        number
      )}
    </span>
  );
}
