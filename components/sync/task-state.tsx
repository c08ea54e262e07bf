import type { ReactNode } from "react";
import { StateWord } from "@/components/ui/state";
import { Moment } from "@/components/ui/time";
import type { TaskWire } from "@/lib/sync/wire";
import { TaskAge } from "./task-age";
import { missingWords, taskName, taskStateWords } from "./words";

/** State, why it is so, and what to look at before it goes on. */
export function TaskState({ task }: { task: TaskWire }) {
  const { tone, word } = taskStateWords[task.state];
  return (
    <span className="grid max-w-72 justify-items-start gap-1 text-left">
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <StateWord tone={tone}>{word}</StateWord>
        {isOpen(task.state) ? <TaskAge at={task.createdAt} /> : null}
      </span>
      <Because task={task} />
      {task.handEdits.map(({ findingId, sentence }) => (
        <StateWord key={findingId} tone="amber" title={sentence}>
          <span className="line-clamp-2 whitespace-normal">{sentence}</span>
        </StateWord>
      ))}
      {task.warnings.map((warning) => (
        <StateWord key={warning.message} tone="amber" title={warning.message}>
          <span className="line-clamp-2 whitespace-normal">{warning.message}</span>
        </StateWord>
      ))}
    </span>
  );
}

/** Of what is through nobody asks how long it has waited. */
const isOpen = (state: TaskWire["state"]) =>
  state !== "applied" && state !== "ignored" && state !== "superseded";

function Because({ task }: { task: TaskWire }) {
  if (task.state === "needs_mapping") {
    return <Small>Missing: {task.missing.map((name) => missingWords[name]).join(", ")}</Small>;
  }
  if (task.state === "held" && task.waitsForNumber !== null) {
    return <Small>waits for {taskName(task.waitsForNumber)}</Small>;
  }
  if (task.state === "ready" && task.planId !== null && task.reason === null)
    return <Small>planned, not approved</Small>;
  if (task.state === "ignored") {
    return (
      <Small>
        {task.reason}
        {task.decidedAt ? (
          <>
            {" "}
            <Moment at={task.decidedAt} />
          </>
        ) : null}
      </Small>
    );
  }
  return task.reason ? <Small>{task.reason}</Small> : null;
}

const Small = ({ children }: { children: ReactNode }) => (
  <span className="text-small text-muted">{children}</span>
);
