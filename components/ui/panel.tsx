import { type ReactNode, useId } from "react";
import { join } from "./join";

type PanelProps = {
  title?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  /** Content touches the edges: a table. */
  isFlush?: boolean;
};

/** A part of a page with a heading of its own. */
export function Panel({ title, actions, children, isFlush = false }: PanelProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={title ? id : undefined}
      className="min-w-0 rounded-lg border border-line bg-surface"
    >
      {title || actions ? (
        <header className="flex flex-wrap items-center justify-between gap-2 border-b border-line px-4 py-2">
          {title ? (
            <h2 id={id} className="font-semibold">
              {title}
            </h2>
          ) : null}
          {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
        </header>
      ) : null}
      <div className={join(!isFlush && "p-4")}>{children}</div>
    </section>
  );
}

/** Label and value in two columns. */
export function Facts({ facts }: { facts: readonly (readonly [label: string, value: ReactNode])[] }) {
  return (
    <dl className="grid grid-cols-[minmax(6rem,auto)_1fr] gap-x-4 gap-y-1">
      {facts.map(([label, value]) => (
        <div key={label} className="contents">
          <dt className="text-muted">{label}</dt>
          <dd className="min-w-0 break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Folds away what most readers do not need. */
export function Fold({
  summary,
  children,
  isOpen = false,
}: {
  summary: ReactNode;
  children: ReactNode;
  isOpen?: boolean;
}) {
  return (
    <details open={isOpen} className="group">
      <summary className="rounded-md px-1 py-1 font-medium hover:bg-raised">{summary}</summary>
      <div className="pt-2">{children}</div>
    </details>
  );
}
