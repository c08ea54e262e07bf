"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ProblemNotice, Skeleton } from "@/components/ui/notice";
import type { WirePlanGroups } from "@/lib/plans/plan-pages-schema";
import type { WirePlanHead } from "@/lib/plans/plan-schema";
import { PlanGroup } from "./plan-group";
import { usePlanGroups } from "./use-plan";

/** Up to so many lines, everything is open at once. */
const openUpTo = 30;

type GroupsProps = { plan: WirePlanHead; after?: number; initialData?: WirePlanGroups };

/** The customers of a plan, page after page. */
export function PlanGroups({ plan, after, initialData }: GroupsProps) {
  const [goesOn, setGoesOn] = useState(false);
  const { data, error, refetch } = usePlanGroups(plan.id, after, initialData);
  if (error) return <ProblemNotice problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton rows={6} />;
  return (
    <>
      <ul className="grid gap-2" aria-label="Customers of this plan">
        {data.groups.map((group) => (
          <PlanGroup
            key={group.customerId ?? group.customerName}
            group={group}
            plan={plan}
            isOpenAtFirst={plan.totals.lines <= openUpTo}
          />
        ))}
      </ul>
      {data.next === null ? null : goesOn ? (
        <PlanGroups plan={plan} after={data.next} />
      ) : (
        <Button onClick={() => setGoesOn(true)}>Show more customers</Button>
      )}
    </>
  );
}
