"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextArea } from "@/components/ui/field";
import { RadioCards } from "@/components/ui/radio-cards";
import { type IgnoreReason, ignoreReasons } from "./words";

type IgnoreDialogProps = {
  /** "3 tasks", "T-000123 of Calder LLC" */
  what: string;
  onClose(): void;
  onIgnore(reason: string): void;
  isBusy: boolean;
  error: string | undefined;
};

/** Puts tasks aside with a reason that the next reader understands. */
export default function IgnoreDialog({ what, onClose, onIgnore, isBusy, error }: IgnoreDialogProps) {
  const [reason, setReason] = useState<IgnoreReason>("own use");
  const [text, setText] = useState("");
  const [isLacking, setLacking] = useState(false);
  const note = text.trim();
  const whole = reason === "other" ? note : note === "" ? reason : `${reason}: ${note}`;
  const problem = lack(whole, reason);
  return (
    <Dialog
      title={`Ignore ${what}`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            isBusy={isBusy}
            onClick={() => (problem ? setLacking(true) : onIgnore(whole))}
          >
            Ignore
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <p>
          Nothing of it is written. It can be taken up again, and a newer order of the same subscription does
          so.
        </p>
        <RadioCards<IgnoreReason>
          legend="Why"
          name="reason"
          value={reason}
          onChange={setReason}
          options={ignoreReasons}
        />
        <TextArea
          label={reason === "other" ? "Reason" : "Note (optional)"}
          help="Up to 200 characters, seen by everybody of your company."
          value={text}
          onChange={(event) => setText(event.target.value)}
          error={isLacking ? problem : undefined}
        />
        {error ? (
          <p role="alert" className="text-red">
            {error}
          </p>
        ) : null}
      </div>
    </Dialog>
  );
}

function lack(whole: string, reason: IgnoreReason): string | undefined {
  if (whole === "") return "Say why, so that the next reader understands.";
  if (whole.length > 200) return `Shorten it to 200 characters; with “${reason}” it has ${whole.length}.`;
  return undefined;
}
