"use client";

import { useReader } from "@/components/shell/reader";
import type { WirePlan, WirePlanLine } from "@/lib/plans/plan-schema";
import type { Wizard } from "@/lib/sync/wizard-wire";
import { LineRow } from "./line-row";
import type { Draft } from "./use-draft";

type TableProps = {
  wizard: Wizard;
  plan: WirePlan;
  draft: Draft;
  /** Which task each line was made of. */
  taskOf(line: WirePlanLine): string | undefined;
  isDisabled: boolean;
};

const head = "border-b border-line px-2 py-1.5 text-left text-small font-medium whitespace-nowrap text-muted";

/** The columns of a line, with what can be changed in place. */
export function LinesTable({ wizard, plan, draft, taskOf, isDisabled }: TableProps) {
  const { canSeeCost } = useReader();
  const columns = [
    "Write",
    "Service",
    "Effective date",
    "End date",
    "Quantity",
    canSeeCost ? "Price and cost" : "Price",
    "Detail",
    "This period",
    "Next period",
  ];
  return (
    <div className="sm:overflow-x-auto">
      <table className="as-cards w-full border-separate border-spacing-0">
        <caption className="sr-only">Lines of this task</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" className={head}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {plan.lines.map((line) => (
            <LineRow
              key={line.address.psaContractId + line.address.psaItemId + line.subject.orders.join()}
              line={line}
              plan={plan}
              wizard={wizard}
              draft={draft}
              taskId={taskOf(line)}
              columns={columns.length}
              isDisabled={isDisabled}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}
