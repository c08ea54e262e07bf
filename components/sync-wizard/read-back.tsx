"use client";

import { Quantity } from "@/components/ui/money";
import { ProblemNotice, Skeleton } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { AsOf, Period } from "@/components/ui/time";
import type { WirePlanLine } from "@/lib/plans/plan-schema";
import { usePlanContracts } from "../plan/use-plan";

/** What the PSA showed of the lines when they were read back, period by period. */
export function ReadBack({
  planId,
  lines,
  psa,
}: {
  planId: string;
  lines: readonly WirePlanLine[];
  psa: string;
}) {
  const { data, error, refetch } = usePlanContracts(planId, true);
  if (error) return <ProblemNotice problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton rows={3} />;
  const shown = data.contracts.flatMap((contract) => contract.shown);
  if (shown.length === 0) return null;
  return (
    <Panel title={`Now in ${psa}`}>
      <div className="grid gap-4">
        {shown.map(({ planLineId, psaLineId, periods, readAt, key }) => (
          <section key={planLineId} className="grid gap-1">
            <h3 className="flex flex-wrap items-center gap-x-3">
              <span className="font-medium">
                {lines.find((line) => line.id === planLineId)?.subject.productName}
              </span>
              <span className="text-small text-muted">
                line {psaLineId}
                {key ? `, key ${key}` : ""}
              </span>
              <AsOf at={readAt} />
            </h3>
            <table className="w-full max-w-md">
              <caption className="sr-only">Units per period of line {psaLineId}</caption>
              <thead>
                <tr className="text-left text-small text-muted">
                  <th scope="col" className="font-medium">
                    Period
                  </th>
                  <th scope="col" className="text-right font-medium">
                    Units
                  </th>
                </tr>
              </thead>
              <tbody>
                {periods.map(({ startDate, endDate, quantity }) => (
                  <tr key={startDate}>
                    <td>
                      <Period from={startDate} to={endDate} />
                    </td>
                    <td className="text-right">
                      <Quantity value={quantity} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        ))}
      </div>
    </Panel>
  );
}
