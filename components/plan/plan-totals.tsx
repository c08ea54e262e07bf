import type { ReactNode } from "react";
import { Money } from "@/components/ui/money";
import type { WirePlanHead } from "@/lib/plans/plan-schema";
import { periodWord } from "./words";

/** Sums per currency; nothing is ever added across currencies. */
export function PlanTotals({ totals }: { totals: WirePlanHead["totals"] }) {
  if (totals.money.length === 0) return <p className="text-muted">Nothing of it is worth money.</p>;
  return (
    <div className="flex flex-wrap gap-x-12 gap-y-4">
      {totals.money.map((money) => (
        <dl key={money.currency} className="grid grid-cols-[auto_auto] content-start gap-x-6 gap-y-1">
          {money.recurringDeltaMinor === undefined ? null : (
            <Row label="Recurring">
              <Money
                minor={money.recurringDeltaMinor}
                currency={money.currency}
                isSigned
                per={periodWord(money.cycle)}
              />
            </Row>
          )}
          <Row label="This period">
            <Money minor={money.currentPeriodMinor} currency={money.currency} isSigned />
          </Row>
          <Row label="Per year">
            <Money minor={money.perYearMinor} currency={money.currency} isSigned />
          </Row>
          {money.chargesMinor === undefined ? null : (
            <Row label="One-time">
              <Money minor={money.chargesMinor} currency={money.currency} isSigned />
            </Row>
          )}
          {money.remaindersMinor === "0" ? null : (
            <Row label="One-time, by hand">
              <Money minor={money.remaindersMinor} currency={money.currency} isSigned />
            </Row>
          )}
          {money.missedMinor === "0" ? null : (
            <Row label="Of closed periods, not billed">
              <Money minor={money.missedMinor} currency={money.currency} isSigned />
            </Row>
          )}
        </dl>
      ))}
    </div>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="contents">
      <dt className="text-muted">{label}</dt>
      <dd className="text-right">{children}</dd>
    </div>
  );
}
