"use client";

import Link from "next/link";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { StateWord } from "@/components/ui/state";
import { Moment } from "@/components/ui/time";
import type { OverviewAnswer } from "@/lib/overview/wire";
import { operationWords } from "../sync/log-words";

/** The latest writes to the PSA. */
export function Activity({ activity, psa }: { activity: OverviewAnswer["activity"]; psa: string }) {
  return (
    <Panel
      title="Activity"
      isFlush
      actions={
        activity.length > 0 ? (
          <ButtonLink href="/sync/log" size="small" variant="quiet">
            Action Log
          </ButtonLink>
        ) : undefined
      }
    >
      {activity.length === 0 ? (
        <EmptyState title="Nothing was written yet">
          Every write to {psa} shows here, with who wanted it.
        </EmptyState>
      ) : (
        <ol>
          {activity.map((each) => (
            <li
              key={each.id}
              className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line px-4 py-2 last:border-b-0"
            >
              <div className="min-w-0">
                <Link
                  href={`/sync/plans/${each.planId}`}
                  prefetch={false}
                  className="font-medium underline-offset-2 hover:underline"
                >
                  {each.customerName}
                </Link>
                <p className="text-small text-muted">
                  {each.isUndo ? "Undo: " : ""}
                  {each.productName}, {each.what}
                </p>
              </div>
              <p className="flex flex-wrap items-center gap-2 text-small text-muted">
                {each.by ? <span>{each.by}</span> : null}
                <Moment at={each.at} />
                <StateWord tone={operationWords[each.state].tone}>
                  {operationWords[each.state].word}
                </StateWord>
                {each.isUndone ? <StateWord tone="grey">Undone</StateWord> : null}
              </p>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
