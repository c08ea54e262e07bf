import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { Wizard } from "@/lib/sync/wizard-wire";

const name = (number: number) => `T-${String(number).padStart(6, "0")}`;

/** Why a task cannot be walked just now, and where to go instead; and how its connection is. */
export function TaskState({ wizard, isRunning }: { wizard: Wizard; isRunning: boolean }) {
  const { task, connection } = wizard;
  return (
    <>
      {connection.state === "active" ? null : (
        <Notice
          tone={connection.state === "unreachable" ? "amber" : "red"}
          title={`${connection.name}: ${connectionWords[connection.state] ?? connection.state}`}
          action={
            <ButtonLink href={`/integrations/${connection.id}/setup`} size="small">
              Integration Setup
            </ButtonLink>
          }
        >
          {connection.stateReason ?? "Nothing can be written until this is settled."}
        </Notice>
      )}
      {isRunning ? null : <TaskNotice task={task} />}
    </>
  );
}

function TaskNotice({ task }: { task: Wizard["task"] }) {
  switch (task.state) {
    case "held":
      return (
        <Notice
          tone="amber"
          title="This task waits for an earlier change of the same subscription."
          action={
            task.waitsForTaskId ? (
              <ButtonLink href={`/sync/wizard/${task.waitsForTaskId}`} size="small">
                Open {task.waitsForNumber ? name(task.waitsForNumber) : "it"}
              </ButtonLink>
            ) : undefined
          }
        >
          It can be planned once that one is applied or ignored.
        </Notice>
      );
    case "ignored":
      return (
        <Notice tone="grey" title="This task is ignored.">
          {task.reason}. Take it up again under Sync, Ignored.
        </Notice>
      );
    case "superseded":
      return (
        <Notice
          tone="grey"
          title="This task was replaced by a newer one."
          action={
            task.supersededByTaskId ? (
              <ButtonLink href={`/sync/wizard/${task.supersededByTaskId}`} size="small">
                Open the newer one
              </ButtonLink>
            ) : undefined
          }
        >
          {task.reason}
        </Notice>
      );
    case "failed":
      return (
        <Notice tone="red" title="This task has failed.">
          {task.reason}
        </Notice>
      );
    default:
      return null;
  }
}

const connectionWords: Readonly<Record<string, string>> = {
  draft: "not set up yet",
  paused: "paused",
  credentials_rejected: "credentials refused",
  unreachable: "does not answer",
  disabled: "switched off",
};
