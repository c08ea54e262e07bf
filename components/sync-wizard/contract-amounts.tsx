import type { ReactNode } from "react";
import { useReader } from "@/components/shell/reader";
import { Money, Quantity, UnitPrice } from "@/components/ui/money";
import { Fold } from "@/components/ui/panel";
import { Day } from "@/components/ui/time";
import type { WirePlanContracts } from "@/lib/plans/plan-contracts-schema";
import type { WirePlan } from "@/lib/plans/plan-schema";
import { BeforeAfter } from "../plan/before-after";
import { periodWord } from "../plan/words";

type AmountsProps = { contract: WirePlanContracts["contracts"][number]; plan: WirePlan };

/** What the whole contract bills, now and after; and the lines of it that stay as they are. */
export function ContractAmounts({ contract, plan }: AmountsProps) {
  const { canSeeCost } = useReader();
  const lines = plan.lines.filter((line) => line.address.psaContractId === contract.psaContractId);
  const money = plan.totals.money.find(({ currency }) => currency === contract.currency);
  const cycle = lines.find((line) => line.money)?.money?.cycle;
  const { currency } = contract;
  if (!currency) return null;
  const margins = lines.flatMap((line) => line.costMarginMinor ?? []);
  return (
    <div className="grid gap-3">
      <dl className="grid max-w-2xl gap-x-4 sm:grid-cols-[1fr_auto] gap-y-1">
        <Row label="Setup Billing Amount (one-time)">
          <Money minor={money?.chargesMinor ?? "0"} currency={currency} />
          {money === undefined || money.remaindersMinor === "0" ? null : (
            <span className="block text-muted">
              and <Money minor={money.remaindersMinor} currency={currency} /> by hand
            </span>
          )}
        </Row>
        <Row label="Recurring Billing Amount">
          {contract.recurringNowMinor === undefined ? (
            <span className="text-muted">not known, a price of the contract is missing</span>
          ) : (
            <span className="inline-flex flex-wrap items-center justify-end gap-x-1">
              <BeforeAfter
                before={<Money minor={contract.recurringNowMinor} currency={currency} />}
                after={<Money minor={contract.recurringAfterMinor} currency={currency} />}
              />
              <span className="text-muted">per {periodWord(cycle) ?? "period"}</span>
            </span>
          )}
        </Row>
        <Row label="This period">
          <Money minor={money?.currentPeriodMinor ?? "0"} currency={currency} isSigned />
        </Row>
        {contract.nextInvoiceMinor === undefined ? null : (
          <Row label="Next invoice">
            <Money minor={contract.nextInvoiceMinor} currency={currency} isEstimate />
            {contract.nextInvoiceDate ? (
              <span className="text-muted">
                {" "}
                on <Day date={contract.nextInvoiceDate} />
              </span>
            ) : null}
          </Row>
        )}
        {canSeeCost && margins.length === 1 ? (
          <Row label="Margin of the line per period">
            <Money minor={margins[0]} currency={currency} />
          </Row>
        ) : null}
      </dl>
      {contract.otherLines.length === 0 ? null : (
        <Fold
          summary={`${contract.otherLines.length} other ${contract.otherLines.length === 1 ? "line" : "lines"}, unchanged`}
        >
          <ul className="grid gap-1">
            {contract.otherLines.map((line) => (
              <li key={line.psaLineId} className="flex flex-wrap justify-between gap-x-4">
                <span>{line.itemName}</span>
                <span>
                  <Quantity value={line.quantity} /> x{" "}
                  <UnitPrice price={line.unitPrice} currency={currency} />
                </span>
              </li>
            ))}
          </ul>
        </Fold>
      )}
    </div>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="contents">
      <dt className="text-muted">{label}</dt>
      <dd className="sm:text-right">{children}</dd>
    </div>
  );
}
