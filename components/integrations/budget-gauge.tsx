"use client";

import { useReader } from "@/components/shell/reader";
import { Moment } from "@/components/ui/time";
import type { BudgetAnswer } from "@/lib/connections/wire";
import { showCount } from "@/lib/show";
import { useBudget } from "./use-integrations";

type Props = { connectionId: string; psa: string; initial?: BudgetAnswer | undefined };

/** How much of the PSA's hour is used: by us, by others, and what is left of our share. */
export function BudgetGauge({ connectionId, psa, initial }: Props) {
  const { locale } = useReader();
  const { data: budget } = useBudget(connectionId, initial);
  const count = (calls: number) => showCount(calls, locale, Number.MAX_SAFE_INTEGER);
  if (!budget) return <p className="h-9 text-small text-muted">Calls of the hour are being counted.</p>;
  const text = `${count(budget.usedByUs)} of ${count(budget.shareCalls)} calls used this hour`;
  return (
    <div className="grid gap-1">
      <meter
        aria-label={`Calls to ${psa}`}
        min={0}
        max={Math.max(1, budget.shareCalls)}
        value={Math.min(budget.usedByUs, budget.shareCalls)}
        className="h-2 w-full"
      >
        {text}
      </meter>
      <p className="text-small text-muted tabular">
        {text}, {count(budget.leftForUs)} left.{" "}
        {budget.usedByOthers === null
          ? "What your other integrations use is not told."
          : `${count(budget.usedByOthers)} by your other integrations.`}
        {budget.blockedUntil ? (
          <>
            {" "}
            {psa} asks to wait: goes on <Moment at={budget.blockedUntil} />.
          </>
        ) : null}
      </p>
    </div>
  );
}
