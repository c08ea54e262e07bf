"use client";

import { RefreshCw } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { askAnAdmin, useReader } from "@/components/shell/reader";
import { Button, ButtonLink } from "@/components/ui/button";
import { useUrlState } from "@/components/ui/filters";
import { ProblemNotice, Skeleton } from "@/components/ui/notice";
import { PageHead } from "@/components/ui/page-head";
import { Tabs } from "@/components/ui/tabs";
import { showCount } from "@/lib/show";
import type { TaskGroup } from "@/lib/sync/task-group";
import type { TaskSummaryWire } from "@/lib/sync/wire";
import { ConnectionNotices, RunLine } from "./run-line";
import { addressDefaults, filterQuery, groupOfTab, tabHref } from "./task-address";
import { TaskTable } from "./task-table";
import { useCheck } from "./use-check";
import { type FirstTasks, useTaskSummary } from "./use-tasks";
import { groupWords } from "./words";

/** What the vendor did and the PSA does not know yet: tasks, by how far they are. */
export function SyncScreen({ group: fixed, first }: { group?: TaskGroup; first?: FirstTasks }) {
  const search = useSearchParams();
  const group = fixed ?? groupOfTab(search.get("tab"));
  const [address, setAddress] = useUrlState(addressDefaults);
  const query = filterQuery(address, group);
  const summary = useTaskSummary(query, first);
  const check = useCheck();
  if (!summary.data) {
    return (
      <>
        <PageHead title="Sync" />
        {summary.isError ? (
          <ProblemNotice problem={summary.error} onRetry={() => void summary.refetch()} />
        ) : (
          <Skeleton rows={10} />
        )}
      </>
    );
  }
  const { sentence, connections } = summary.data;
  return (
    <>
      <PageHead
        title="Sync"
        sentence={sentence}
        actions={
          <>
            <ButtonLink href="/sync/log" variant="quiet">
              Action Log
            </ButtonLink>
            <CheckButton
              connections={connections.filter(({ id }) => !address.connection || id === address.connection)}
              isBusy={check.isPending}
              onCheck={(ids) => check.mutate(ids)}
            />
          </>
        }
      >
        <RunLine summary={summary.data} isChecking={check.isPending} />
      </PageHead>
      {check.isError ? <ProblemNotice problem={check.error} /> : null}
      {summary.isError ? (
        <ProblemNotice problem={summary.error} onRetry={() => void summary.refetch()} />
      ) : null}
      <ConnectionNotices connections={connections} />
      <SyncTabs group={group} summary={summary.data} />
      <TaskTable
        key={group}
        group={group}
        address={address}
        onAddress={setAddress}
        summary={summary.data}
        first={first}
      />
    </>
  );
}

type CheckProps = {
  connections: TaskSummaryWire["connections"];
  isBusy: boolean;
  onCheck(connectionIds: string[]): void;
};

function CheckButton({ connections, isBusy, onCheck }: CheckProps) {
  const { may } = useReader();
  const none = connections.length === 0 ? "Connect a PSA first." : undefined;
  return (
    <Button
      variant="primary"
      icon={RefreshCw}
      isBusy={isBusy}
      disabledReason={may("sync.run") ? none : askAnAdmin}
      onClick={() => onCheck(connections.map(({ id }) => id))}
    >
      Check Changes
    </Button>
  );
}

// Safe: the words have a key for each group and no other.
const groups = Object.keys(groupWords) as TaskGroup[];

function SyncTabs({ group, summary }: { group: TaskGroup; summary: TaskSummaryWire }) {
  const { locale } = useReader();
  const search = useSearchParams();
  return (
    <Tabs
      label="Tasks by state"
      tabs={groups.map((each) => ({
        href: tabHref(each, search),
        label: groupWords[each],
        count: showCount(summary.counts[each], locale, summary.countsExactTo),
        isCurrent: each === group,
      }))}
    />
  );
}
