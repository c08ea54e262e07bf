"use client";

import { useReader } from "@/components/shell/reader";
import { showMoney } from "@/lib/show";
import type { TaskWire } from "@/lib/sync/wire";
import { periodWord } from "../plan/words";

type AmountProps = {
  minor: string | null;
  currency: string;
  isEstimate?: boolean;
  below?: string | undefined;
};

/** Nothing is not zero: what only a plan can tell is a dash. */
function Amount({ minor, currency, isEstimate = false, below }: AmountProps) {
  const { locale } = useReader();
  if (minor === null) {
    return (
      <span className="text-muted" title="Known once it is planned">
        <span aria-hidden>–</span>
        <span className="sr-only">known once it is planned</span>
      </span>
    );
  }
  return (
    <span className="whitespace-nowrap" title={isEstimate ? "Estimate, exact once it is planned" : undefined}>
      {isEstimate ? (
        <>
          <span aria-hidden className="text-muted">
            ≈{" "}
          </span>
          <span className="sr-only">about </span>
        </>
      ) : null}
      {showMoney(minor, currency, locale, true)}
      {below ? <span className="block text-small text-muted">{below}</span> : null}
    </span>
  );
}

export function RecurringCell({ money }: { money: TaskWire["money"] }) {
  const period = periodWord(money.cycle);
  return (
    <Amount
      minor={money.recurringMinor}
      currency={money.currency}
      isEstimate={!money.isPlanned}
      below={period && `per ${period}`}
    />
  );
}

export function ThisPeriodCell({ money }: { money: TaskWire["money"] }) {
  return <Amount minor={money.currentPeriodMinor} currency={money.currency} isEstimate={money.isEstimate} />;
}

export function OneTimeCell({ money }: { money: TaskWire["money"] }) {
  if (money.oneTimeMinor === null || money.oneTimeMinor === "0") return <span className="sr-only">none</span>;
  return <Amount minor={money.oneTimeMinor} currency={money.currency} />;
}
