"use client";

import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/field";
import { ProblemNotice } from "@/components/ui/notice";

type ReasonProps = {
  title: string;
  verb: string;
  children: ReactNode;
  isBusy: boolean;
  problem?: unknown;
  onClose(): void;
  onReason(reason: string): void;
};

/** What is put aside says why, so that whoever finds it later need not ask. */
export function ReasonDialog(props: ReasonProps) {
  const { title, verb, children, isBusy, problem, onClose, onReason } = props;
  const [error, setError] = useState<string>();
  return (
    <Dialog title={title} isOpen onClose={onClose}>
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          const reason = String(new FormData(event.currentTarget).get("reason") ?? "").trim();
          if (reason === "") setError("Say why, in a few words.");
          else onReason(reason);
        }}
      >
        <div>{children}</div>
        <TextField label="Reason" name="reason" maxLength={200} error={error} autoComplete="off" />
        {problem ? <ProblemNotice problem={problem} /> : null}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" isBusy={isBusy}>
            {verb}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
