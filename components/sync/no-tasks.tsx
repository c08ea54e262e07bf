"use client";

import { CircleCheck } from "lucide-react";
import { Button, ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/notice";
import type { TaskGroup } from "@/lib/sync/task-group";
import type { TaskSummaryWire } from "@/lib/sync/wire";

type NoTasksProps = {
  group: TaskGroup;
  summary: TaskSummaryWire;
  /** Of a filter that leaves nothing: what was searched, "" for chips alone. */
  search: string | undefined;
  onClear(): void;
};

const nothing: Record<Exclude<TaskGroup, "waiting">, [title: string, text: string]> = {
  scheduled: [
    "Nothing is waiting for a date.",
    "Approved changes that are sent later stand here with their date.",
  ],
  failed: [
    "Nothing failed.",
    "What the PSA refuses, or what could not be proved, stands here with the reason.",
  ],
  applied: ["Nothing was applied yet.", "Changes that reached the PSA stand here with their plan."],
  ignored: [
    "Nothing is ignored.",
    "Changes that you put aside stand here with the reason, and can be taken up again.",
  ],
};

/** Why the list is empty, and what to do next. */
export function NoTasks({ group, summary, search, onClear }: NoTasksProps) {
  if (search !== undefined) {
    return (
      <EmptyState
        title={search ? `Nothing matches “${search}”.` : "Nothing matches these filters."}
        action={<Button onClick={onClear}>Clear filters</Button>}
      />
    );
  }
  if (group !== "waiting") {
    const [title, text] = nothing[group];
    return <EmptyState title={title}>{text}</EmptyState>;
  }
  if (summary.connections.length === 0) {
    return (
      <EmptyState
        title="No PSA is connected yet"
        action={
          <ButtonLink variant="primary" href="/integrations">
            Connect a PSA
          </ButtonLink>
        }
      >
        Once it is, Check Changes turns what the vendor sold into tasks: each a change of one contract line,
        shown with its money before anything is written.
      </EmptyState>
    );
  }
  const { counts, unseen, sentence } = summary;
  if (summary.connections.every(({ lastRun }) => lastRun === null)) {
    return (
      <EmptyState title="Nothing was checked yet">
        Check Changes compares what the vendor sold with your contracts and makes a task of each difference.
        It writes nothing.
      </EmptyState>
    );
  }
  if (counts.failed > 0) {
    return (
      <EmptyState
        title="Nothing waits"
        action={<ButtonLink href="/sync?tab=failed">See what failed</ButtonLink>}
      />
    );
  }
  return (
    <EmptyState
      title={unseen > 0 ? "Nothing waits" : sentence}
      icon={<CircleCheck size={24} aria-hidden className="text-green" />}
    >
      {unseen > 0 ? "Check Changes makes tasks of what was received since." : undefined}
    </EmptyState>
  );
}
