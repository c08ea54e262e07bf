"use client";

import { useRef } from "react";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { ProblemNotice } from "@/components/ui/notice";
import { notify } from "@/components/ui/notify";
import { PageHead } from "@/components/ui/page-head";
import { Panel } from "@/components/ui/panel";
import { ApiProblem } from "@/lib/http/fetch-json";
import type { WorldWire } from "@/lib/practice-psa/wire";
import { useReset, useWhyNot } from "./use-sandbox";

/** Back to how the look-alike was made, after a typed word. */
export function ResetScreen({ world }: { world: WorldWire }) {
  const reset = useReset(world);
  const whyNot = useWhyNot();
  const form = useRef<HTMLFormElement>(null);
  const wrongWord =
    reset.error instanceof ApiProblem
      ? reset.error.fields.find((field) => field.field === "confirmation")?.message
      : undefined;
  return (
    <div className="grid gap-4">
      <PageHead
        title="Reset"
        sentence={`The ${world.psa} look-alike “${world.name}” can go back to the moment it was made.`}
      />
      <Panel title="What a reset means">
        <ul className="grid list-disc gap-1 pl-5">
          <li>Companies, contracts, lines, prices and postings are again what they were at the beginning.</li>
          <li>The list of received requests is empty, and every fault is cleared.</li>
          <li>The clock stays where the portal's is.</li>
          <li>
            The portal keeps its own records. What it wrote to {world.psa} is missing there afterwards, so its
            next check finds differences: that is a good exercise, but not a fresh demo.
          </li>
        </ul>
      </Panel>
      <Panel title="Reset the look-alike">
        <form
          ref={form}
          className="grid max-w-sm gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            if (whyNot || reset.isPending) return;
            const typed = String(new FormData(event.currentTarget).get("confirmation") ?? "");
            reset.mutate(typed, {
              onSuccess: () => {
                form.current?.reset();
                notify({ tone: "green", text: `${world.psa} is as it was made.` });
              },
            });
          }}
        >
          <TextField
            label="Type “reset” to confirm"
            name="confirmation"
            autoComplete="off"
            required
            error={wrongWord}
          />
          {reset.isError && !wrongWord ? <ProblemNotice problem={reset.error} /> : null}
          <div>
            <Button type="submit" variant="danger" isBusy={reset.isPending} disabledReason={whyNot}>
              Reset {world.psa}
            </Button>
          </div>
        </form>
      </Panel>
    </div>
  );
}
