"use client";

import { Button, ButtonLink } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { LeftOut } from "./use-decisions";

type LeftOutDialogProps = {
  title: string;
  leftOut: LeftOut;
  /** The plan of the others, if one was made. */
  planId?: string | undefined;
  onClose(): void;
};

/** Names every task that could not go along, and why; none is left out in silence. */
export default function LeftOutDialog({ title, leftOut, planId, onClose }: LeftOutDialogProps) {
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Stay here</Button>
          {planId ? (
            <ButtonLink variant="primary" href={`/sync/plans/${planId}`}>
              Open the plan of the others
            </ButtonLink>
          ) : null}
        </>
      }
    >
      <ul className="grid gap-2">
        {leftOut.slice(0, 100).map((each) => (
          <li key={each.taskId}>{each.sentence}</li>
        ))}
      </ul>
      {leftOut.length > 100 ? <p className="mt-2 text-muted">And {leftOut.length - 100} more.</p> : null}
    </Dialog>
  );
}
