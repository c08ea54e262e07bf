"use client";

import { CircleCheck, CircleDashed } from "lucide-react";
import Link from "next/link";
import { Fold, Panel } from "@/components/ui/panel";
import type { OverviewAnswer } from "@/lib/overview/wire";

type Steps = NonNullable<OverviewAnswer["setup"]>;

/** Steps that prove themselves from the data; folded away once all of them have. */
export function StepList({ title, noun, steps }: { title: string; noun: string; steps: Steps }) {
  const all = steps.steps.length;
  const isOver = steps.done === all;
  const next = steps.steps.find(({ isDone, href }) => !isDone && href !== null);
  return (
    <Panel title={title}>
      <Fold summary={`${steps.done} of ${all} ${noun}s done`} isOpen={!isOver}>
        <ol className="grid gap-2">
          {steps.steps.map((step) => (
            <StepEntry key={step.key} step={step} isNext={step === next} />
          ))}
        </ol>
      </Fold>
    </Panel>
  );
}

function StepEntry({ step, isNext }: { step: Steps["steps"][number]; isNext: boolean }) {
  const Icon = step.isDone ? CircleCheck : CircleDashed;
  return (
    <li className="flex gap-2" aria-current={isNext ? "step" : undefined}>
      <Icon
        size={16}
        role="img"
        aria-label={step.isDone ? "Done" : "To do"}
        className={step.isDone ? "mt-0.5 shrink-0 text-green" : "mt-0.5 shrink-0 text-muted"}
      />
      <div className="min-w-0">
        {step.href === null ? (
          <p className={step.isDone ? undefined : "text-muted"}>{step.title}</p>
        ) : (
          <Link
            href={step.href}
            prefetch={false}
            className={isNext ? "font-medium text-accent underline" : "underline"}
          >
            {step.title}
          </Link>
        )}
        <p className="text-small text-muted">{step.detail}</p>
      </div>
    </li>
  );
}
