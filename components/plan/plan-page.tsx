"use client";

import { useMutation } from "@tanstack/react-query";
import { Copy, RotateCcw, Undo2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { askAnAdmin, useReader } from "@/components/shell/reader";
import { Button } from "@/components/ui/button";
import { useKeys } from "@/components/ui/keys";
import { Menu } from "@/components/ui/menu";
import { Notice, ProblemNotice } from "@/components/ui/notice";
import { notify } from "@/components/ui/notify";
import { PageHead } from "@/components/ui/page-head";
import { Facts, Panel } from "@/components/ui/panel";
import { StateWord } from "@/components/ui/state";
import { Moment } from "@/components/ui/time";
import { fetchJson } from "@/lib/http/fetch-json";
import type { WirePlanGroups } from "@/lib/plans/plan-pages-schema";
import type { WirePlanHead } from "@/lib/plans/plan-schema";
import { ApprovePanel } from "./approve-panel";
import { PlanGroups } from "./plan-groups";
import { PlanTotals } from "./plan-totals";
import { RunProgress } from "./run-progress";
import { isUnderWay, usePlanHead, useUndo } from "./use-plan";
import { planStateWords } from "./words";

type PageProps = { initialHead: WirePlanHead; initialGroups: WirePlanGroups };

/** A plan at its permanent address: what it would write, what it is worth, and what became of it. */
export function PlanPage({ initialHead, initialGroups }: PageProps) {
  const { data: plan = initialHead } = usePlanHead(initialHead.id, initialHead);
  const isUndo = plan.origin === "undo";
  const { tone, word } = planStateWords[plan.state];
  return (
    <div className="grid gap-4">
      <PageHead
        title={isUndo ? "Undo plan" : "Plan"}
        sentence={plan.headline}
        actions={<PlanActions plan={plan} />}
      >
        <p>
          <StateWord tone={tone}>{word}</StateWord>
        </p>
      </PageHead>
      {plan.state === "superseded" ? (
        <Notice tone="amber" title="This plan was replaced.">
          Its tasks went into a newer plan. Make it again to see how things stand now.
        </Notice>
      ) : null}
      {plan.state === "draft" ? (
        <ApprovePanel plan={plan} verb={isUndo ? "Approve undo" : "Approve"} />
      ) : null}
      {isUnderWay(plan.state) ? <RunProgress planId={plan.id} /> : null}
      <Panel title="Totals">
        <div className="grid gap-6 lg:grid-cols-2">
          <PlanTotals totals={plan.totals} />
          <PlanFacts plan={plan} />
        </div>
      </Panel>
      <PlanGroups plan={plan} initialData={initialGroups} />
    </div>
  );
}

function PlanFacts({ plan }: { plan: WirePlanHead }) {
  const { totals } = plan;
  return (
    <Facts
      facts={[
        ["Connection", `${plan.connection.name} (${plan.connection.psa})`],
        ["Writes", `${totals.writes} in ${totals.lines} lines, ${totals.unchanged} unchanged`],
        ["Forecast", plan.forecast.says],
        ["PSA read", <Moment key="r" at={plan.readAt} />],
        ...(plan.approvedAt
          ? ([
              [
                "Approved",
                <span key="a">
                  <Moment at={plan.approvedAt} /> by {plan.approvedBy ?? "the portal"}
                </span>,
              ],
            ] as const)
          : []),
        ...(plan.finishedAt ? ([["Finished", <Moment key="f" at={plan.finishedAt} />]] as const) : []),
        [
          "Hash",
          <code key="h" title={plan.hash}>
            {plan.hash.slice(0, 16)}
          </code>,
        ],
      ]}
    />
  );
}

function PlanActions({ plan }: { plan: WirePlanHead }) {
  const reader = useReader();
  const router = useRouter();
  const undo = useUndo();
  const again = useMutation({
    mutationFn: () => fetchJson<WirePlanHead>(`/api/v1/plans/${plan.id}/again`, { method: "POST" }),
    onSuccess: (made) => router.push(`/sync/plans/${made.id}`),
  });
  const barred = reader.may("sync.decide") ? undefined : askAnAdmin;
  const canUndo = plan.canUndo && !isUnderWay(plan.state);
  useKeys({ u: { does: "Undo", run: () => canUndo && !barred && undo.mutate({ planId: plan.id }) } });
  const copy = async () => {
    await navigator.clipboard.writeText(window.location.href);
    notify({ tone: "green", text: "Link copied." });
  };
  const download = (format: string) =>
    window.location.assign(`/api/v1/plans/${plan.id}/export?format=${format}`);
  return (
    <>
      {plan.state === "draft" || plan.state === "superseded" ? (
        <Button
          icon={RotateCcw}
          isBusy={again.isPending}
          disabledReason={barred}
          onClick={() => again.mutate()}
        >
          Read again
        </Button>
      ) : null}
      {canUndo ? (
        <Button
          icon={Undo2}
          isBusy={undo.isPending}
          disabledReason={barred}
          onClick={() => undo.mutate({ planId: plan.id })}
        >
          Undo
        </Button>
      ) : null}
      <Button icon={Copy} onClick={() => void copy()}>
        Copy link
      </Button>
      <Menu
        label="Export"
        items={[
          { label: "Export as CSV", onSelect: () => download("csv") },
          { label: "Export as JSON", onSelect: () => download("json") },
        ]}
      />
      {undo.isError ? <ProblemNotice problem={undo.error} /> : null}
      {again.isError ? <ProblemNotice problem={again.error} /> : null}
    </>
  );
}
