"use client";

import { Notice } from "@/components/ui/notice";
import { Moment } from "@/components/ui/time";
import type { TaskSummaryWire } from "@/lib/sync/wire";

type Connection = TaskSummaryWire["connections"][number];

/** The last check of each connection, what it found, and what came in since. */
export function RunLine({ summary, isChecking }: { summary: TaskSummaryWire; isChecking: boolean }) {
  const { connections, unseen } = summary;
  if (connections.length === 0) return null;
  const received =
    unseen === 1 ? "1 change" : `${unseen > summary.countsExactTo ? "10,000+" : unseen} changes`;
  return (
    <div className="grid gap-1 text-muted" aria-live="polite">
      {isChecking ? <p>Checking what the vendor did. Nothing is sent to the PSA.</p> : null}
      {connections.map((connection) => (
        <LastRun key={connection.id} connection={connection} isNamed={connections.length > 1} />
      ))}
      {unseen > 0 ? <p>{received} received since the last check.</p> : null}
    </div>
  );
}

function LastRun({ connection, isNamed }: { connection: Connection; isNamed: boolean }) {
  const { lastRun, name, automation } = connection;
  const whose = isNamed ? `${name}: ` : "";
  if (!lastRun)
    return (
      <p>
        {whose}never checked. {automation}
      </p>
    );
  if (lastRun.state === "running") {
    return (
      <p>
        {whose}a check is running since <Moment at={lastRun.createdAt} />.
      </p>
    );
  }
  return (
    <p>
      {whose}
      {lastRun.state === "failed" ? "The check failed " : "Checked "}
      <Moment at={lastRun.finishedAt} />. {lastRun.result} {automation}
    </p>
  );
}

/** Why nothing can be planned just now, though the tasks are here. */
export function ConnectionNotices({ connections }: { connections: readonly Connection[] }) {
  const troubled = connections.filter(({ state }) => state !== "active");
  return troubled.map(({ id, name, psa, state }) => (
    <Notice key={id} tone="amber" title={`${name}: ${stateSentences[state] ?? "cannot be asked just now"}.`}>
      Tasks can be looked at; plans need {psa}'s answer.{" "}
      <a href={`/integrations/${id}`} className="text-accent underline">
        Open the connection
      </a>
    </Notice>
  ));
}

const stateSentences: Readonly<Record<string, string>> = {
  unreachable: "does not answer just now; it is asked again by itself",
  credentials_rejected: "its credentials are refused",
  paused: "is paused",
};
