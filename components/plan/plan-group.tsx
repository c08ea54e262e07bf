"use client";

import { ChevronDown, ChevronRight } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Money } from "@/components/ui/money";
import { ProblemNotice, Skeleton } from "@/components/ui/notice";
import { StateWord } from "@/components/ui/state";
import type { WirePlanGroup } from "@/lib/plans/plan-pages-schema";
import type { WirePlanHead, WirePlanLine } from "@/lib/plans/plan-schema";
import { ContractLines } from "./contract-lines";
import { usePlanLines } from "./use-plan";
import { lineStateWords, periodWord } from "./words";

type GroupProps = { group: WirePlanGroup; plan: WirePlanHead; isOpenAtFirst: boolean };

/** A customer of a plan. Its lines are asked for when it is opened, so that 5,000 lines weigh no more than 5. */
export function PlanGroup({ group, plan, isOpenAtFirst }: GroupProps) {
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  return (
    <li className="rounded-lg border border-line bg-surface">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-2 py-1.5">
        <h2 className="min-w-0">
          <Button
            variant="quiet"
            icon={isOpen ? ChevronDown : ChevronRight}
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            <span className="font-semibold">{group.customerName}</span>
            <span className="text-muted">
              {group.lines} {group.lines === 1 ? "line" : "lines"}
            </span>
          </Button>
        </h2>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          {group.money.map(({ currency, cycle, recurringDeltaMinor }) => (
            <Money
              key={`${currency} ${cycle}`}
              minor={recurringDeltaMinor}
              currency={currency}
              isSigned
              per={periodWord(cycle)}
            />
          ))}
          <GroupState group={group} plan={plan} />
        </p>
      </div>
      {isOpen ? (
        <div className="border-t border-line p-2">
          <GroupLines planId={plan.id} plan={plan} customerId={group.customerId} after={undefined} />
        </div>
      ) : null}
    </li>
  );
}

function GroupState({ group, plan }: Pick<GroupProps, "group" | "plan">) {
  if (plan.state === "draft") {
    if (group.needPerson === 0) return null;
    return <StateWord tone="amber">{group.needPerson} need a person</StateWord>;
  }
  return Object.entries(group.states).map(([state, count]) => {
    const { tone, word } = lineStateWords[state as WirePlanLine["state"]];
    return (
      <StateWord key={state} tone={tone}>
        {count} {word.toLowerCase()}
      </StateWord>
    );
  });
}

function byContract(lines: readonly WirePlanLine[]): Map<string, WirePlanLine[]> {
  const contracts = new Map<string, WirePlanLine[]>();
  for (const line of lines) {
    const { psaContractId } = line.address;
    contracts.set(psaContractId, [...(contracts.get(psaContractId) ?? []), line]);
  }
  return contracts;
}

type LinesProps = {
  planId: string;
  plan: WirePlanHead;
  customerId: string | null;
  after: number | undefined;
};

function GroupLines({ planId, plan, customerId, after }: LinesProps) {
  const [goesOn, setGoesOn] = useState(false);
  const { data, error, refetch } = usePlanLines(planId, { customerId, after });
  if (error) return <ProblemNotice problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton rows={3} />;
  const contracts = byContract(data.lines);
  return (
    <div className="grid gap-3">
      {[...contracts].map(([psaContractId, lines]) => (
        <ContractLines key={psaContractId} lines={lines} plan={plan} />
      ))}
      {data.next === null ? null : goesOn ? (
        <GroupLines planId={planId} plan={plan} customerId={customerId} after={data.next} />
      ) : (
        <Button onClick={() => setGoesOn(true)}>Show more lines</Button>
      )}
    </div>
  );
}
