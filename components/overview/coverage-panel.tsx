"use client";

import { useReader } from "@/components/shell/reader";
import { join } from "@/components/ui/join";
import { Money } from "@/components/ui/money";
import { Panel } from "@/components/ui/panel";
import type { OverviewAnswer } from "@/lib/overview/wire";
import { showCount } from "@/lib/show";
import { CoverageBar } from "./coverage-bar";
import { coverageWords } from "./words";

/** What customers pay per month, by how far it is on its way to the PSA. */
export function CoveragePanel({ coverage }: { coverage: OverviewAnswer["coverage"] }) {
  if (coverage.length === 0) return null;
  return (
    <Panel title="Money per month">
      <div className="grid gap-4">
        {coverage.map((each) => (
          <OneCurrency key={each.currency} coverage={each} />
        ))}
      </div>
    </Panel>
  );
}

function OneCurrency({ coverage }: { coverage: OverviewAnswer["coverage"][number] }) {
  const { locale } = useReader();
  const shown = coverage.parts.filter(({ subscriptions }) => subscriptions > 0);
  return (
    <div className="grid gap-2">
      <CoverageBar coverage={coverage} />
      <table className="w-full">
        <caption className="sr-only">Money per month in {coverage.currency}</caption>
        <thead className="text-left text-small text-muted">
          <tr>
            <th scope="col" className="font-normal">
              Where it stands
            </th>
            <th scope="col" className="px-2 text-right font-normal">
              Subscriptions
            </th>
            <th scope="col" className="text-right font-normal">
              Per month
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ part, money, subscriptions }) => (
            <tr key={part}>
              <th scope="row" className="py-0.5 text-left font-normal">
                <span
                  aria-hidden
                  className={join("mr-2 inline-block size-2.5 rounded", coverageWords[part].dot)}
                />
                {coverageWords[part].word}
              </th>
              <td className="px-2 text-right tabular">{showCount(subscriptions, locale)}</td>
              <td className="text-right">
                <Money minor={money.minor} currency={money.currency} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr className="border-t border-line font-medium">
            <th scope="row" className="py-0.5 text-left font-medium">
              All
            </th>
            <td className="px-2 text-right tabular">
              {showCount(
                shown.reduce((sum, { subscriptions }) => sum + subscriptions, 0),
                locale,
              )}
            </td>
            <td className="text-right">
              <Money minor={coverage.total.minor} currency={coverage.currency} />
            </td>
          </tr>
        </tfoot>
      </table>
      {coverage.withoutPrice > 0 ? (
        <p className="text-small text-muted">
          {coverage.withoutPrice === 1 ? "1 subscription has" : `${coverage.withoutPrice} subscriptions have`}{" "}
          no price and count as nothing.
        </p>
      ) : null}
    </div>
  );
}
