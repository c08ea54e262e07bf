"use client";

import { type ReactNode, useEffect } from "react";
import { Button } from "./button";

type UnsavedBarProps = {
  count: number;
  /** One and many: ["change", "changes"]. */
  noun?: readonly [one: string, many: string];
  onSave(): void;
  onDiscard(): void;
  isSaving: boolean;
  problem?: ReactNode;
};

/** How many edits are not saved yet. Absent while there are none. */
export function UnsavedBar(props: UnsavedBarProps) {
  const { count, noun = ["change", "changes"], onSave, onDiscard, isSaving, problem } = props;
  useLeaveGuard(count > 0);
  if (count === 0) return null;
  return (
    <section
      aria-label="Unsaved changes"
      className="sticky bottom-0 z-20 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border border-accent bg-surface px-4 py-2 shadow-lg"
    >
      <p role="status" className="font-medium tabular">
        {count} {count === 1 ? noun[0] : noun[1]} not saved
      </p>
      {problem ? <div className="text-red">{problem}</div> : null}
      <div className="flex grow justify-end gap-2">
        <Button onClick={onDiscard}>Discard</Button>
        <Button variant="primary" isBusy={isSaving} onClick={onSave}>
          Save Changes
        </Button>
      </div>
    </section>
  );
}

const question = "There are changes that are not saved. Leave this page and lose them?";

/** Asks before the page with unsaved changes is left: by closing it, by a link, or by Back. */
export function useLeaveGuard(isDirty: boolean): void {
  useEffect(() => {
    if (!isDirty) return;
    const beforeUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    // In the capturing phase: before the link itself acts.
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      if (!(link instanceof HTMLAnchorElement) || link.target === "_blank" || event.ctrlKey || event.metaKey)
        return;
      const isSamePage = link.pathname === window.location.pathname && link.origin === window.location.origin;
      if (isSamePage || window.confirm(question)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener("beforeunload", beforeUnload);
    document.addEventListener("click", onClick, true);
    return () => {
      window.removeEventListener("beforeunload", beforeUnload);
      document.removeEventListener("click", onClick, true);
    };
  }, [isDirty]);
}
