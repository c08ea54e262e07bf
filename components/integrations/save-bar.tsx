"use client";

import { askAnAdmin, useReader } from "@/components/shell/reader";
import { Button } from "@/components/ui/button";
import { ProblemNotice } from "@/components/ui/notice";
import { useLeaveGuard } from "@/components/ui/unsaved-bar";
import type { SettingsDraft } from "./use-settings-draft";

/** The page's one Save Changes: there from the start, dead until something has changed. */
export function SaveBar({ edits }: { edits: SettingsDraft }) {
  const mayEdit = useReader().may("connection.edit");
  const { count, isSaving, problem } = edits;
  useLeaveGuard(count > 0);
  const why = mayEdit ? (count === 0 ? "Nothing has changed." : undefined) : askAnAdmin;
  return (
    <section
      aria-label="Save Changes"
      className="sticky bottom-0 z-20 grid gap-2 rounded-lg border border-line bg-surface px-4 py-2 print:hidden"
    >
      {problem ? <ProblemNotice problem={problem} /> : null}
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p role="status" className="text-muted tabular">
          {count === 0 ? "Nothing has changed" : `${count} ${count === 1 ? "change" : "changes"} not saved`}
        </p>
        <div className="flex gap-2">
          {count > 0 ? <Button onClick={() => edits.discard()}>Discard</Button> : null}
          <Button variant="primary" isBusy={isSaving} disabledReason={why} onClick={() => edits.save()}>
            Save Changes
          </Button>
        </div>
      </div>
    </section>
  );
}
