"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { askAnAdmin, useReader } from "@/components/shell/reader";
import { Button } from "@/components/ui/button";
import { Notice, ProblemNotice } from "@/components/ui/notice";
import type { FindingListWire, FindingWire } from "@/lib/findings/wire";
import { fetchJson } from "@/lib/http/fetch-json";
import { queryKeys } from "@/lib/http/query-keys";
import { ReasonDialog } from "./reason-dialog";

type HandEditsProps = {
  subscriptionIds: readonly string[];
  /** The plan as made last: with each the PSA was read, so that something new may have been noticed. */
  planId: string;
  psa: string;
  /** Somebody has decided: what is planned may have changed. */
  onDecided(): void;
};

/** Fields of these lines that somebody changed in the PSA, with the three ways out. */
export function HandEdits({ subscriptionIds, planId, psa, onDecided }: HandEditsProps) {
  const { data: findings = [] } = useQuery({
    queryKey: queryKeys.handEdits(subscriptionIds, planId),
    queryFn: async () => {
      const lists = subscriptionIds.map((id) =>
        fetchJson<FindingListWire>(`/api/v1/findings?classes=drift&states=open&subscriptionId=${id}`),
      );
      return (await Promise.all(lists)).flatMap((list) => list.findings);
    },
    placeholderData: (before) => before,
  });
  return findings.map((finding) => (
    <HandEdit key={finding.id} finding={finding} psa={psa} onDecided={onDecided} />
  ));
}

type Decision = { decision: "accept" | "revert" } | { decision: "pin"; reason: string };

function HandEdit({ finding, psa, onDecided }: { finding: FindingWire; psa: string; onDecided(): void }) {
  const { may } = useReader();
  const router = useRouter();
  const queries = useQueryClient();
  const [isPinning, setIsPinning] = useState(false);
  const deciding = useMutation({
    mutationFn: (body: Decision) =>
      fetchJson<{ planId: string | null }>(`/api/v1/findings/${finding.id}/decide`, { method: "POST", body }),
    onSuccess: async ({ planId }) => {
      if (planId !== null) return router.push(`/sync/plans/${planId}`);
      setIsPinning(false);
      await queries.invalidateQueries({ queryKey: queryKeys.handEdits() });
      await queries.invalidateQueries({ queryKey: queryKeys.syncTasks() });
      onDecided();
    },
  });
  const isQuantity = finding.detail?.field === "quantity";
  const whyNotDecide = may("sync.decide") ? undefined : askAnAdmin;
  const whyNotOwn = may("automation.edit") ? undefined : askAnAdmin;
  const decide = (body: Decision) => deciding.mutate(body);
  return (
    <Notice tone="amber" title={finding.sentence}>
      <p>It is not written over until you decide. {finding.cause}.</p>
      <div className="mt-2 flex flex-wrap gap-2">
        <Button
          size="small"
          isBusy={deciding.isPending}
          disabledReason={isQuantity ? whyNotDecide : whyNotOwn}
          onClick={() => decide({ decision: "accept" })}
        >
          {isQuantity ? "Accept until the next order" : `Accept: ${psa} owns it`}
        </Button>
        <Button size="small" disabledReason={whyNotDecide} onClick={() => decide({ decision: "revert" })}>
          Plan ours again
        </Button>
        <Button size="small" disabledReason={whyNotOwn} onClick={() => setIsPinning(true)}>
          Keep whatever is ordered
        </Button>
      </div>
      {deciding.error && !isPinning ? <ProblemNotice problem={deciding.error} /> : null}
      {isPinning ? (
        <ReasonDialog
          title="Keep this value"
          verb="Keep it"
          isBusy={deciding.isPending}
          problem={deciding.error ?? undefined}
          onClose={() => setIsPinning(false)}
          onReason={(reason) => decide({ decision: "pin", reason })}
        >
          Plans leave the field alone from now on, whatever is ordered, and say why.
        </ReasonDialog>
      ) : null}
    </Notice>
  );
}
