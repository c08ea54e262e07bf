"use client";

import type { WirePlanHead, WirePlanLine } from "@/lib/plans/plan-schema";
import { PlanLineRow } from "./plan-line-row";

const head = "border-b border-line px-3 py-1.5 text-left text-small font-medium text-muted";

/** The lines of one contract as a table; a card each on a narrow screen. */
export function ContractLines({ lines, plan }: { lines: readonly WirePlanLine[]; plan: WirePlanHead }) {
  const [first] = lines;
  if (!first) return null;
  const { contractName, customerName } = first.subject;
  return (
    <section className="grid gap-1">
      <h3 className="px-1 text-small text-muted">
        Contract <span className="font-medium text-ink">{contractName}</span>
      </h3>
      <div className="sm:overflow-x-auto">
        <table className="as-cards w-full border-separate border-spacing-0">
          <caption className="sr-only">
            Lines of '{contractName}' of {customerName}
          </caption>
          <thead>
            <tr>
              <th scope="col" className={head}>
                Line
              </th>
              <th scope="col" className={`${head} text-right`}>
                Quantity
              </th>
              <th scope="col" className={`${head} text-right`}>
                This period
              </th>
              <th scope="col" className={`${head} text-right`}>
                Recurring
              </th>
              <th scope="col" className={head}>
                State
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <PlanLineRow key={line.id} line={line} plan={plan} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
