import { SearchX } from "lucide-react";
import type { ReactNode } from "react";
import type { ApiProblem } from "@/lib/http/fetch-json";
import { Button } from "./button";
import { join } from "./join";
import { type Tone, toneClasses, toneIcons } from "./state";

type NoticeProps = { tone: Tone; title?: ReactNode; children?: ReactNode; action?: ReactNode };

/** A bar across a page or panel: something is partial, stale, offline, or not for this role. */
export function Notice({ tone, title, children, action }: NoticeProps) {
  const Icon = toneIcons[tone];
  return (
    <div
      role={tone === "red" ? "alert" : "status"}
      className={join("flex flex-wrap items-start gap-2 rounded-md px-3 py-2", toneClasses[tone])}
    >
      <Icon size={16} aria-hidden className="mt-0.5 shrink-0" />
      <div className="min-w-0 grow basis-60">
        {title ? <p className="font-medium">{title}</p> : null}
        {children ? <div className="text-ink">{children}</div> : null}
      </div>
      {action}
    </div>
  );
}

/** What failed, the reference for support, and the way out; the frame stays. */
export function ProblemNotice({ problem, onRetry }: { problem: unknown; onRetry?: () => void }) {
  const known = isApiProblem(problem) ? problem : undefined;
  return (
    <Notice
      tone="red"
      title={known?.detail ?? "Something went wrong on this page."}
      action={
        onRetry ? (
          <Button size="small" onClick={onRetry}>
            Try again
          </Button>
        ) : undefined
      }
    >
      {known?.psaSentence ? <p className="text-small">The PSA said: “{known.psaSentence}”</p> : null}
      {known?.requestId ? <p className="text-small text-muted">Reference {known.requestId}</p> : null}
    </Notice>
  );
}

// By its shape, so that pages without queries do not load the class.
const isApiProblem = (error: unknown): error is ApiProblem => error instanceof Error && "problem" in error;

type EmptyProps = { title: string; children?: ReactNode; action?: ReactNode; icon?: ReactNode };

/** Nothing to show, and what to do next. */
export function EmptyState({ title, children, action, icon }: EmptyProps) {
  return (
    <div className="grid justify-items-center gap-2 px-4 py-10 text-center">
      {icon ?? <SearchX size={24} aria-hidden className="text-muted" />}
      <p className="text-lead font-medium">{title}</p>
      {children ? <div className="max-w-[60ch] text-muted">{children}</div> : null}
      {action ? <div className="mt-1 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  );
}

/** The shape of what is coming, so that nothing jumps when it is there. */
export function Skeleton({ rows = 6 }: { rows?: number }) {
  return (
    <div role="status" className="grid gap-2 p-4">
      <span className="sr-only">Loading</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows without content have nothing but their place
        <span key={row} className="pulse h-5 rounded bg-raised" />
      ))}
    </div>
  );
}

type ConflictProps = {
  /** "The mapping of Calder LLC" */
  what: string;
  yours: ReactNode;
  theirs: ReactNode;
  onKeepMine(): void;
  onTakeTheirs(): void;
};

/** Somebody else saved first: both values, and the reader picks. */
export function ConflictPanel({ what, yours, theirs, onKeepMine, onTakeTheirs }: ConflictProps) {
  return (
    <Notice tone="amber" title={`${what} was changed by somebody else meanwhile.`}>
      <div className="mt-2 grid gap-2 sm:grid-cols-2">
        <div className="grid content-between gap-2 rounded-md border border-line bg-surface p-2">
          <div>
            <p className="text-small text-muted">Saved now</p>
            <div>{theirs}</div>
          </div>
          <Button size="small" onClick={onTakeTheirs}>
            Take this
          </Button>
        </div>
        <div className="grid content-between gap-2 rounded-md border border-line bg-surface p-2">
          <div>
            <p className="text-small text-muted">Yours</p>
            <div>{yours}</div>
          </div>
          <Button size="small" onClick={onKeepMine}>
            Keep mine
          </Button>
        </div>
      </div>
    </Notice>
  );
}
