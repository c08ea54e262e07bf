"use client";

import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { DataTable, type Sort, useSelection } from "@/components/ui/data-table";
import { LoadMore } from "@/components/ui/load-more";
import { ProblemNotice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import type { TaskGroup } from "@/lib/sync/task-group";
import type { TaskSummaryWire, TaskWire } from "@/lib/sync/wire";
import { NoTasks } from "./no-tasks";
import { addressDefaults, filterQuery, isFiltered, listQuery, type TaskAddress } from "./task-address";
import { TaskBulk } from "./task-bulk";
import { taskColumns, taskHref } from "./task-columns";
import { TaskFilters } from "./task-filters";
import { useTaskActions } from "./use-task-actions";
import { type FirstTasks, useTaskList } from "./use-tasks";
import { groupWords, taskName, typeWords } from "./words";

type TaskTableProps = {
  group: TaskGroup;
  address: TaskAddress;
  onAddress(change: Partial<TaskAddress>): void;
  summary: TaskSummaryWire;
  first: FirstTasks | undefined;
};

const groupings: Readonly<Record<string, (task: TaskWire) => string>> = {
  customer: (task) => task.customerName,
  type: (task) => typeWords[task.type],
};

export function TaskTable({ group, address, onAddress, summary, first }: TaskTableProps) {
  const router = useRouter();
  const list = useTaskList(listQuery(address, group), first, summary.counts.underWay > 0);
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.tasks) ?? [], [list.data]);
  const keys = useMemo(() => rows.map(({ id }) => id), [rows]);
  const selection = useSelection(keys);
  const total = summary.counts[group];
  const actions = useTaskActions({ rows, selection, filterQuery: filterQuery(address, group), total });
  const canSelect = group !== "applied";
  // What was ticked under another filter is not what is seen now.
  const change = (next: Partial<TaskAddress>) => {
    selection.clear();
    onAddress(next);
  };
  const clear = () => change({ ...addressDefaults, connection: address.connection, sort: address.sort });
  return (
    <>
      <TaskFilters
        address={address}
        onChange={change}
        connections={summary.connections}
        customerName={rows.find(({ customerId }) => customerId === address.customer)?.customerName}
      />
      {actions.problem ? <ProblemNotice problem={actions.problem} onRetry={actions.plan} /> : null}
      {actions.decisionProblem ? <ProblemNotice problem={actions.decisionProblem} /> : null}
      {list.isError ? <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isError && rows.length === 0 ? null : (
        <Panel isFlush>
          <DataTable
            caption={`Sync tasks: ${groupWords[group]}`}
            columns={taskColumns[group]}
            rows={rows}
            rowKey={({ id }) => id}
            rowLabel={({ number, customerName }) => `${taskName(number)}, ${customerName}`}
            {...sortOf(address)}
            onSort={({ key, direction }) =>
              change({ sort: `${direction === "desc" ? "-" : ""}${key}`, by: "" })
            }
            {...(canSelect && { selection })}
            groupOf={groupings[address.by]}
            onOpen={(task) => router.push(taskHref(task))}
            isLoading={list.isPending}
            empty={
              <NoTasks
                group={group}
                summary={summary}
                search={isFiltered(address) ? address.search.trim() : undefined}
                onClear={clear}
              />
            }
            after={<LoadMore list={list} />}
          />
        </Panel>
      )}
      <TaskBulk group={group} selection={selection} total={total} actions={actions} />
    </>
  );
}

function sortOf({ sort, by }: TaskAddress): { sort: Sort } {
  const name = by || sort;
  return { sort: { key: name.replace("-", ""), direction: name.startsWith("-") ? "desc" : "asc" } };
}
