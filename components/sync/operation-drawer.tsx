"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { SandboxLink } from "@/components/sandbox/sandbox-link";
import { askAnAdmin, useReader } from "@/components/shell/reader";
import { Button } from "@/components/ui/button";
import { Drawer } from "@/components/ui/dialog";
import { Notice, ProblemNotice, Skeleton } from "@/components/ui/notice";
import { Facts, Panel } from "@/components/ui/panel";
import { Day, Moment } from "@/components/ui/time";
import { WhyButton } from "@/components/ui/why";
import type { OperationDetailWire } from "@/lib/operations/operation-schema";
import { showSpan } from "@/lib/show";
import { BeforeAfter, dateWord, Result } from "./log-columns";
import { actorName, timeOf } from "./log-words";
import { Refusal } from "./operation-refusal";
import { SideBySide } from "./operation-sides";
import { type Decision, useOperation, useOperationActs } from "./use-log";
import { taskName } from "./words";

/** One write: what it did, both sides of its line, what the PSA said, and the ways on from here. */
export default function OperationDrawer({ operationId, onClose }: { operationId: string; onClose(): void }) {
  const asked = useOperation(operationId);
  const { data: operation } = asked;
  return (
    <Drawer
      title={operation ? titleOf(operation) : "A write to the PSA"}
      isOpen
      onClose={onClose}
      width="wide"
      footer={operation && hasActs(operation) ? <Acts operation={operation} /> : undefined}
    >
      {asked.isError ? <ProblemNotice problem={asked.error} onRetry={() => void asked.refetch()} /> : null}
      {operation ? <Content operation={operation} /> : asked.isError ? null : <Skeleton rows={8} />}
    </Drawer>
  );
}

function Content({ operation }: { operation: OperationDetailWire }) {
  const { change, reasons } = operation;
  return (
    <div className="grid gap-4">
      <Refusal operation={operation} />
      <Facts
        facts={[
          ["Result", <Result key="result" operation={{ ...operation, error: null }} />],
          [
            "Change",
            <span key="change" className="inline-flex flex-wrap items-center gap-2">
              <BeforeAfter change={change} />
              {change.effectiveDate ? (
                <span>
                  {dateWord(change)} <Day date={change.effectiveDate} />
                </span>
              ) : null}
              {reasons.length > 0 ? (
                <WhyButton
                  label={`Why ${change.after}?`}
                  title={`Why ${change.after}?`}
                  content={{
                    sentences: reasons.map(({ sentence }) => sentence),
                    arithmetic: reasons.flatMap(({ arithmetic }) => arithmetic),
                    facts: [["Plan", "Open the plan", `/sync/plans/${operation.planId}`]],
                  }}
                />
              ) : null}
            </span>,
          ],
          ["Product", operation.productName],
          ["Contract", operation.contractName],
          ["Who", actorName(operation.actor)],
          ["When", <Moment key="when" at={timeOf(operation)} />],
          ["Tries", tries(operation)],
          ["PSA line", operation.psaLineId ?? "none yet"],
          ...(operation.psaReference ? ([["PSA reference", operation.psaReference]] as const) : []),
          ["Belongs to", <Links key="links" operation={operation} />],
        ]}
      />
      <SideBySide operation={operation} />
      {operation.undoSentence && canBeUndone(operation) ? (
        <Panel title="Taking it back">
          <p>{operation.undoSentence}</p>
        </Panel>
      ) : null}
    </div>
  );
}

const titleOf = ({ customerName, change: { before, after } }: OperationDetailWire): string =>
  before === null || before === after
    ? `${customerName}: ${after}`
    : `${customerName}: ${before} to ${after}`;

const hasActs = (operation: OperationDetailWire): boolean =>
  operation.state === "needs_review" || canBeUndone(operation);

const canBeUndone = ({ state, undoneByOperationId }: OperationDetailWire): boolean =>
  state === "confirmed" && undoneByOperationId === null;

function tries({ attempts, lookUps, durationMs }: OperationDetailWire): string {
  const sent = attempts === 0 ? "not sent" : attempts === 1 ? "sent once" : `sent ${attempts} times`;
  const looked = lookUps === 0 ? "" : `, looked up ${lookUps === 1 ? "once" : `${lookUps} times`} afterwards`;
  const took =
    durationMs === null ? "" : `, ${durationMs < 1000 ? `${durationMs} ms` : showSpan(durationMs)}`;
  return `${sent}${looked}${took}`;
}

function Links({ operation }: { operation: OperationDetailWire }) {
  const link = "text-accent underline";
  return (
    <span className="flex flex-wrap gap-x-4 gap-y-1">
      <Link href={`/sync/plans/${operation.planId}`} prefetch={false} className={link}>
        Plan
      </Link>
      {operation.taskId && operation.taskNumber !== null ? (
        <Link href={`/sync/wizard/${operation.taskId}`} prefetch={false} className={link}>
          {taskName(operation.taskNumber)}
        </Link>
      ) : null}
      {operation.undoneByOperationId ? (
        <Link href={`/sync/log?operation=${operation.undoneByOperationId}`} prefetch={false} className={link}>
          Its undo
        </Link>
      ) : null}
      {operation.undoesOperationId ? (
        <Link href={`/sync/log?operation=${operation.undoesOperationId}`} prefetch={false} className={link}>
          What it takes back
        </Link>
      ) : null}
      <SandboxLink to="requests" operation={operation.id}>
        What the PSA received
      </SandboxLink>
    </span>
  );
}

const decisions: readonly { decision: Decision; label: string }[] = [
  { decision: "read_again", label: "Read again" },
  { decision: "did_not_happen", label: "It did not" },
  { decision: "happened", label: "It happened" },
];

function Acts({ operation }: { operation: OperationDetailWire }) {
  const router = useRouter();
  const { may } = useReader();
  const { decide, undo } = useOperationActs(operation.id);
  const disabledReason = may("sync.decide") ? undefined : askAnAdmin;
  const problem = decide.error ?? undo.error;
  const canUndo = canBeUndone(operation);
  return (
    <div className="grid grow gap-2">
      {problem ? <ProblemNotice problem={problem} /> : null}
      {decide.isSuccess && operation.state === "needs_review" ? (
        <Notice tone="amber">The PSA still proves neither. Look there, then say what you see.</Notice>
      ) : null}
      <div className="flex flex-wrap justify-end gap-2">
        {operation.state === "needs_review"
          ? decisions.map(({ decision, label }) => (
              <Button
                key={decision}
                disabledReason={disabledReason}
                isBusy={decide.isPending && decide.variables === decision}
                onClick={() => decide.mutate(decision)}
              >
                {label}
              </Button>
            ))
          : null}
        {canUndo ? (
          <Button
            variant="primary"
            disabledReason={disabledReason}
            isBusy={undo.isPending}
            onClick={() =>
              undo.mutate(undefined, { onSuccess: ({ id }) => router.push(`/sync/plans/${id}`) })
            }
          >
            Undo
          </Button>
        ) : null}
      </div>
    </div>
  );
}
