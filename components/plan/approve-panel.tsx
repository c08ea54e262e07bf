"use client";

import { useState } from "react";
import { askAnAdmin, useReader } from "@/components/shell/reader";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/field";
import { useKeys } from "@/components/ui/keys";
import { Notice, ProblemNotice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { AsOf } from "@/components/ui/time";
import type { WirePlanHead } from "@/lib/plans/plan-schema";
import { useApprove } from "./use-plan";

type ApproveProps = {
  plan: WirePlanHead;
  verb?: string;
};

/** Approving binds to the plan as it is shown: its hash goes with the yes. */
export function ApprovePanel({ plan, verb = "Approve" }: ApproveProps) {
  const reader = useReader();
  const approve = useApprove(plan.id);
  const [answered, setAnswered] = useState<ReadonlySet<string>>(new Set());
  const { questions } = plan;
  const open = questions.filter((question) => !answered.has(question));
  const barred = !reader.may("plan.approve")
    ? askAnAdmin
    : open.length > 0
      ? "Answer the questions first."
      : undefined;
  const run = () => approve.mutate({ hash: plan.hash, ...(questions.length > 0 && { confirmed: true }) });
  useKeys({ a: { does: verb, run: () => barred === undefined && run() } });
  return (
    <Panel title="Approve this plan">
      <div className="grid gap-3">
        <p>
          {plan.headline}. {plan.forecast.says}, {plan.connection.psa} <AsOf at={plan.readAt} />. Each line is
          read again before it is written.
        </p>
        {questions.map((question) => (
          <Checkbox
            key={question}
            label={question}
            checked={answered.has(question)}
            onChange={(event) => {
              const next = new Set(answered);
              if (event.target.checked) next.add(question);
              else next.delete(question);
              setAnswered(next);
            }}
          />
        ))}
        {plan.totals.refused > 0 ? (
          <Notice tone="amber">
            {plan.totals.refused} of {plan.totals.lines} lines cannot be written as they stand and are left
            out.
          </Notice>
        ) : null}
        {approve.isError ? <ProblemNotice problem={approve.error} /> : null}
        <div>
          <Button variant="primary" isBusy={approve.isPending} disabledReason={barred} onClick={run}>
            {verb}
          </Button>
        </div>
      </div>
    </Panel>
  );
}
