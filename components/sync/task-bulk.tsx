"use client";

import { lazy, Suspense } from "react";
import { askAnAdmin, useReader } from "@/components/shell/reader";
import { BulkBar } from "@/components/ui/bulk-bar";
import { Button } from "@/components/ui/button";
import { useKeys } from "@/components/ui/keys";
import { patiently } from "@/components/ui/patiently";
import type { Selection } from "@/components/ui/selection";
import type { TaskGroup } from "@/lib/sync/task-group";
import type { TaskActions } from "./use-task-actions";

const IgnoreDialog = lazy(patiently(() => import("./ignore-dialog")));
const LeftOutDialog = lazy(patiently(() => import("./left-out-dialog")));

type BulkProps = { group: TaskGroup; selection: Selection; total: number; actions: TaskActions };

/** What can be done with selected tasks, by button and by key; the dialogs that some of it needs. */
export function TaskBulk({ group, selection, total, actions }: BulkProps) {
  const reader = useReader();
  const mayDecide = reader.may("sync.decide");
  const disabledReason = mayDecide ? undefined : askAnAdmin;
  const { plan, askIgnore, again } = actions;
  const isOpen = group === "waiting" || group === "failed";
  useKeys({
    ...(mayDecide && group === "waiting" && { a: { does: "Plan and review", run: plan } }),
    ...(mayDecide && isOpen && { i: { does: "Ignore", run: askIgnore } }),
    ...(mayDecide && group === "failed" && { a: { does: "Retry", run: () => again("retry") } }),
    ...(reader.may("plan.approve") &&
      group === "scheduled" && { s: { does: "Send now", run: actions.sendNow } }),
    ...(mayDecide && group === "ignored" && { u: { does: "Un-ignore", run: () => again("unignore") } }),
  });
  return (
    <>
      <BulkBar
        count={selection.count}
        total={total}
        isAll={selection.isAll}
        onAll={selection.selectAll}
        onClear={selection.clear}
      >
        {isOpen ? (
          <Button disabledReason={disabledReason} onClick={askIgnore}>
            Ignore
          </Button>
        ) : null}
        {group === "failed" ? (
          <Button
            variant="primary"
            disabledReason={disabledReason}
            isBusy={actions.isDeciding}
            onClick={() => again("retry")}
          >
            Retry
          </Button>
        ) : null}
        {group === "waiting" ? (
          <Button
            variant="primary"
            disabledReason={disabledReason}
            isBusy={actions.isPlanning}
            onClick={plan}
          >
            {actions.isPlanning ? "Reading the PSA" : "Plan and review"}
          </Button>
        ) : null}
        {group === "scheduled" ? (
          <Button
            variant="primary"
            disabledReason={reader.may("plan.approve") ? undefined : askAnAdmin}
            isBusy={actions.isSending}
            onClick={actions.sendNow}
          >
            Send now
          </Button>
        ) : null}
        {group === "ignored" ? (
          <Button
            variant="primary"
            disabledReason={disabledReason}
            isBusy={actions.isDeciding}
            onClick={() => again("unignore")}
          >
            Un-ignore
          </Button>
        ) : null}
      </BulkBar>
      <Suspense>
        {actions.ignoring ? (
          <IgnoreDialog
            what={actions.ignoring.what}
            onClose={actions.stopIgnoring}
            onIgnore={actions.ignore}
            isBusy={actions.isDeciding}
            error={actions.ignoreError}
          />
        ) : null}
        {actions.named ? <LeftOutDialog {...actions.named} onClose={actions.forgetNamed} /> : null}
      </Suspense>
    </>
  );
}
