"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { notify } from "@/components/ui/notify";
import type { Selection } from "@/components/ui/selection";
import type { ApiProblem } from "@/lib/http/fetch-json";
import type { TaskWire } from "@/lib/sync/wire";
import { type Chosen, type LeftOut, useDecide, usePlanTasks, useSendNow } from "./use-decisions";
import { taskName } from "./words";

type Ignoring = { chosen: Chosen; what: string };
type Named = { title: string; leftOut: LeftOut; planId?: string };

/** Everything that can be done with the selected tasks, or with the row that has the focus. */
export function useTaskActions(of: {
  rows: readonly TaskWire[];
  selection: Selection;
  filterQuery: string;
  total: number;
}) {
  const { rows, selection, filterQuery, total } = of;
  const router = useRouter();
  const planning = usePlanTasks();
  const deciding = useDecide();
  const sending = useSendNow();
  const [ignoring, setIgnoring] = useState<Ignoring>();
  const [named, setNamed] = useState<Named>();

  const chosen = (): Ignoring | undefined => {
    if (selection.isAll) return { chosen: { filterQuery }, what: `all ${total} tasks that match` };
    const keys = selection.count > 0 ? [...selection.keys] : focusedKeys();
    const [first] = keys;
    const row = rows.find(({ id }) => id === first);
    if (!row) return undefined;
    const what =
      keys.length === 1 ? `${taskName(row.number)} of ${row.customerName}` : `${keys.length} tasks`;
    return { chosen: { taskIds: keys }, what };
  };

  const plan = () => {
    const them = chosen();
    if (!them || planning.isPending) return;
    planning.mutate(them.chosen, {
      onSuccess: ({ planId, leftOut }) => {
        if (leftOut.length === 0) return router.push(`/sync/plans/${planId}`);
        setNamed({ title: `${leftOut.length} left out of the plan`, leftOut, planId });
      },
      onError: (error) => {
        const leftOut = leftOutOf(error);
        if (leftOut) setNamed({ title: "No plan could be made", leftOut });
      },
    });
  };

  const decide = (decision: "ignore" | "unignore" | "retry", them: Chosen, reason?: string) =>
    deciding.mutate(
      { decision, chosen: them, ...(reason !== undefined && { reason }) },
      {
        onSuccess: ({ decided, leftOut }) => {
          setIgnoring(undefined);
          selection.clear();
          if (decided > 0) notify({ tone: "green", text: said(decision, decided) });
          if (leftOut.length > 0) setNamed({ title: `${leftOut.length} stay as they are`, leftOut });
        },
      },
    );

  return {
    plan,
    isPlanning: planning.isPending,
    /** Of making a plan, unless every task was named. */
    problem: planning.error && !leftOutOf(planning.error) ? planning.error : null,
    decisionProblem: ignoring ? null : (deciding.error ?? sending.error),
    sendNow: () => {
      const them = chosen();
      if (!them || sending.isPending) return;
      sending.mutate(them.chosen, {
        onSuccess: ({ sent, waiting }) => {
          selection.clear();
          if (sent > 0)
            notify({ tone: "green", text: `${sent === 1 ? "1 task goes" : `${sent} tasks go`} out now.` });
          if (waiting > 0) {
            const them = waiting === 1 ? "1 task waits" : `${waiting} tasks wait`;
            notify({ tone: "amber", text: `${them} to be approved again: what the PSA holds has changed.` });
          }
        },
      });
    },
    isSending: sending.isPending,
    askIgnore: () => setIgnoring(chosen()),
    ignoring,
    ignore: (reason: string) => ignoring && decide("ignore", ignoring.chosen, reason),
    ignoreError: deciding.error?.message,
    stopIgnoring: () => {
      deciding.reset();
      setIgnoring(undefined);
    },
    again: (decision: "unignore" | "retry") => {
      const them = chosen();
      if (them) decide(decision, them.chosen);
    },
    isDeciding: deciding.isPending,
    named,
    forgetNamed: () => setNamed(undefined),
  };
}

export type TaskActions = ReturnType<typeof useTaskActions>;

function focusedKeys(): string[] {
  const key = document.activeElement?.closest<HTMLElement>("tr[data-key]")?.dataset.key;
  return key === undefined ? [] : [key];
}

/** "Nothing to plan" names each task with its reason. */
function leftOutOf(error: Error): LeftOut | undefined {
  const current = "current" in error ? (error as ApiProblem).current : undefined;
  return Array.isArray(current) && current.length > 0 ? (current as LeftOut) : undefined;
}

function said(decision: "ignore" | "unignore" | "retry", count: number): string {
  const tasks = count === 1 ? "1 task" : `${count} tasks`;
  if (decision === "ignore") return `${tasks} ignored.`;
  return decision === "unignore" ? `${tasks} taken up again.` : `${tasks} ready to be planned again.`;
}
