import { CircleCheck } from "lucide-react";
import { type ReactNode, useId } from "react";

type ProgressRowProps = {
  label: string;
  done: number;
  /** Undefined: nobody knows yet how much there is. */
  total: number | undefined;
  /** What is being worked on. */
  current?: ReactNode;
  /** "about 40 s left", "waits until 10:42". */
  left?: ReactNode;
  isFinished?: boolean;
  actions?: ReactNode;
};

/** Long work: how far it is, on what, how long still. The figures come from what was really done. */
export function ProgressRow(props: ProgressRowProps) {
  const { label, done, total, current, left, isFinished = false, actions } = props;
  const id = useId();
  return (
    <div className="grid gap-1.5 rounded-lg border border-line bg-surface px-4 py-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p id={id} className="flex items-center gap-1.5 font-medium">
          {isFinished ? <CircleCheck size={16} aria-hidden className="text-green" /> : null}
          {label}
        </p>
        <p role="status" className="text-muted tabular">
          {total === undefined ? `${done} so far` : `${done} of ${total}`}
          {left ? <>, {left}</> : null}
        </p>
      </div>
      <progress
        aria-labelledby={id}
        max={total === undefined ? undefined : Math.max(total, 1)}
        value={total === undefined ? undefined : done}
        className="h-1.5 w-full"
      />
      {current || actions ? (
        <div className="flex flex-wrap items-center justify-between gap-2">
          <p className="min-w-0 text-small text-muted">{current}</p>
          <div className="flex gap-2">{actions}</div>
        </div>
      ) : null}
    </div>
  );
}
