"use client";

import { useReader } from "@/components/shell/reader";
import { showMoney, showQuantity, showUnitPrice } from "@/lib/show";

type MoneyProps = {
  /** Whole minor units as text; `null`: not known, which is never shown as zero. */
  minor: string | null | undefined;
  currency: string;
  isSigned?: boolean;
  /** "month", "year": what the amount is for. */
  per?: string | undefined;
  /** The PSA works it out by itself and has not yet been seen to agree. */
  isEstimate?: boolean | undefined;
};

export function Money({ minor, currency, isSigned = false, per, isEstimate }: MoneyProps) {
  const { locale } = useReader();
  if (minor === null || minor === undefined) return <span className="text-muted">not known</span>;
  return (
    <span className="tabular">
      <span className="whitespace-nowrap">{showMoney(minor, currency, locale, isSigned)}</span>
      {per ? (
        <>
          {" "}
          <span className="whitespace-nowrap text-muted">per {per}</span>
        </>
      ) : null}
      {isEstimate ? <span className="text-muted"> (estimate)</span> : null}
    </span>
  );
}

export function UnitPrice({ price, currency }: { price: string | null | undefined; currency: string }) {
  const { locale } = useReader();
  if (price === null || price === undefined) return <span className="text-muted">not known</span>;
  return (
    <span className="tabular whitespace-nowrap">
      {showUnitPrice(price, currency, locale)} {currency}
    </span>
  );
}

export function Quantity({ value }: { value: string }) {
  const { locale } = useReader();
  return <span className="tabular whitespace-nowrap">{showQuantity(value, locale)}</span>;
}
