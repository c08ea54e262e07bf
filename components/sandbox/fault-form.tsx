"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox, SelectField, TextField } from "@/components/ui/field";
import { ProblemNotice } from "@/components/ui/notice";
import { notify } from "@/components/ui/notify";
import { Panel } from "@/components/ui/panel";
import type { FaultKind } from "@/lib/practice-psa/fault";
import type { WorldWire } from "@/lib/practice-psa/wire";
import { useChangeFaults, useWhyNot } from "./use-sandbox";
import { faultWords } from "./words";

// Safe: the table has a line for each kind and no other.
const kinds = Object.keys(faultWords) as FaultKind[];
const options = kinds.map((kind) => ({ value: kind, label: faultWords[kind].label }));

export function FaultForm({ world }: { world: WorldWire }) {
  const [kind, setKind] = useState<FaultKind>("after-write");
  const [isEndless, setEndless] = useState(false);
  const change = useChangeFaults(world);
  const whyNot = useWhyNot();
  const words = faultWords[kind];

  function submit(form: FormData): void {
    const whole = (name: string) => Number.parseInt(String(form.get(name) ?? ""), 10);
    const seconds = whole("seconds");
    const path = String(form.get("path") ?? "").trim();
    change.mutate(
      {
        add: {
          kind,
          count: isEndless ? null : whole("count") || 1,
          isWritesOnly: form.get("writes") !== null,
          ...(path && { path }),
          ...(words.seconds && !Number.isNaN(seconds) && { seconds }),
        },
      },
      { onSuccess: () => notify({ tone: "amber", text: `${words.label}: set for ${world.psa}.` }) },
    );
  }

  return (
    <Panel title="Set a fault">
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!whyNot && !change.isPending) submit(new FormData(event.currentTarget));
        }}
      >
        <SelectField
          label="Trouble"
          name="kind"
          help={words.help}
          value={kind}
          onChange={(event) => setKind(event.target.value as FaultKind)}
          options={options}
        />
        {words.seconds ? (
          <TextField
            key={kind}
            label={`${words.seconds} (seconds)`}
            name="seconds"
            type="number"
            min={0}
            max={3600}
            defaultValue="30"
          />
        ) : null}
        <TextField
          label="For the next … requests"
          name="count"
          type="number"
          min={1}
          max={1000}
          defaultValue="1"
          disabled={isEndless}
        />
        <Checkbox
          label="Until it is cleared"
          name="endless"
          checked={isEndless}
          onChange={(event) => setEndless(event.target.checked)}
        />
        <Checkbox
          label="Writes only"
          name="writes"
          defaultChecked
          help="Reading goes on as if nothing were wrong."
        />
        <TextField
          label="Address contains"
          name="path"
          maxLength={200}
          placeholder="any address"
          help="For example Adjustments or Companies."
        />
        {change.isError ? <ProblemNotice problem={change.error} /> : null}
        <Button type="submit" variant="primary" isBusy={change.isPending} disabledReason={whyNot}>
          Set fault
        </Button>
      </form>
    </Panel>
  );
}
