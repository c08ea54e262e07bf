"use client";

import { TextField } from "@/components/ui/field";
import { RadioCards } from "@/components/ui/radio-cards";
import type { Wizard } from "@/lib/sync/wizard-wire";
import type { Choices, Draft } from "./use-draft";

type BarProps = {
  wizard: Wizard;
  draft: Draft;
  /** The days the plan's lines may count from, all of them. */
  bounds: { fromDate?: string; toDate?: string };
  /** Of the lines, where they agree. */
  effectiveDate: string | undefined;
  isDisabled: boolean;
};

/** What counts for this task only: where prices come from, who prorates, from which day. */
export function ChoicesBar({ wizard, draft, bounds, effectiveDate, isDisabled }: BarProps) {
  const { psa } = wizard.connection.vocabulary;
  const { vendor } = wizard;
  const { choices } = draft.wishes;
  const proration = choices.proration ?? wizard.settings.proration.value;
  return (
    <fieldset disabled={isDisabled} className="grid items-start gap-4 md:grid-cols-3">
      <legend className="sr-only">Choices for this task</legend>
      <RadioCards<NonNullable<Choices["priceSource"]>>
        legend="Load prices from"
        name="priceSource"
        value={choices.priceSource ?? wizard.settings.priceSource.value}
        onChange={(priceSource) => draft.choose({ priceSource })}
        options={[
          { value: "psa", label: psa },
          { value: "vendor", label: vendor },
        ]}
        isInline
      />
      <div className="grid content-start gap-1">
        <RadioCards<NonNullable<Choices["proration"]>>
          legend="Proration"
          name="proration"
          value={proration}
          onChange={(value) => draft.choose({ proration: value })}
          options={[
            { value: "psa", label: psa },
            { value: "vendor", label: vendor },
            { value: "none", label: "None" },
          ]}
          isInline
        />
        <p className="text-small text-muted">{effectOf(proration, psa, vendor)}</p>
      </div>
      <TextField
        key={effectiveDate}
        label="Effective date for all"
        name="effectiveDate"
        type="date"
        min={bounds.fromDate}
        max={bounds.toDate}
        defaultValue={effectiveDate}
        onChange={(event) => {
          const date = event.target.value;
          if (isWhole(date)) draft.choose({ effectiveDate: date });
        }}
        help={choices.effectiveDate ? "Chosen for this task." : "By the order and the rules."}
      />
    </fieldset>
  );
}

/** A date that is being typed passes through years like 0002. */
export const isWhole = (date: string): boolean => /^2\d{3}-\d{2}-\d{2}$/.test(date);

function effectOf(proration: Choices["proration"], psa: string, vendor: string): string {
  switch (proration) {
    case "vendor":
      return `More counts from the next period; ${vendor}'s part of this one is a one-time amount. Less counts from the next period.`;
    case "none":
      return "Whole periods only: more counts from the start of its period, less from the next.";
    default:
      return `The true date is sent and ${psa} works out the part of this period. Less counts from the next period.`;
  }
}
