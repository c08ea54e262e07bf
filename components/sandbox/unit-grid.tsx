"use client";

import { useId, useLayoutEffect, useRef } from "react";
import { useReader } from "@/components/shell/reader";
import { Button } from "@/components/ui/button";
import { join } from "@/components/ui/join";
import { Menu } from "@/components/ui/menu";
import { StateWord } from "@/components/ui/state";
import type { CompanyWire, ContractWire, LineWire, PartWire } from "@/lib/practice-psa/wire";
import { showDay, showQuantity, showUnitPrice } from "@/lib/show";
import type { Deed } from "./act-dialog";
import { useDo } from "./use-do";
import { useWhyNot } from "./use-sandbox";

type GridProps = { told: CompanyWire; contract: ContractWire; onDeed(deed: Deed): void };

/** Units of every line by period. A period that changes inside shows each part with its first day. */
export function UnitGrid({ told, contract, onDeed }: GridProps) {
  const id = useId();
  const region = useRef<HTMLElement>(null);
  // On a small screen the reader begins at today and scrolls back to what was.
  useLayoutEffect(() => {
    const today = region.current?.querySelector<HTMLElement>("[data-today]");
    if (region.current && today)
      region.current.scrollLeft = today.offsetLeft - region.current.clientWidth + today.offsetWidth;
  }, []);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section ref={region} aria-labelledby={id} tabIndex={0} className="relative overflow-x-auto">
      <table className="w-full border-separate border-spacing-0">
        <caption id={id} className="sr-only">
          Units of {contract.name} by billing period
        </caption>
        <thead>
          <tr>
            <th scope="col" className={join(head, sticky)}>
              Line
            </th>
            {contract.periods.map((period) => (
              <PeriodHead key={period.start} told={told} contract={contract} period={period} />
            ))}
          </tr>
        </thead>
        <tbody>
          {contract.lines.map((line) => (
            <tr key={`${line.kind} ${line.id}`}>
              <LineHead contract={contract} line={line} psa={told.world.psa} onDeed={onDeed} />
              {line.cells.map((parts, at) => {
                const period = contract.periods[at];
                return (
                  <td
                    key={period?.start}
                    className={join(cell, "text-right tabular", period?.isToday && "bg-accent-soft")}
                  >
                    <Parts parts={parts} currency={told.company.currency} today={told.today} />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const head = "border-b border-line bg-surface px-2 py-1.5 text-left align-top text-small font-medium";
const cell = "border-b border-line px-2 py-1.5 align-top";
const sticky = "sticky left-0 z-10 min-w-36 sm:min-w-40";

const postedWords = {
  yes: { tone: "green", text: "Posted" },
  partly: { tone: "amber", text: "Partly posted" },
  no: { tone: "grey", text: "Open" },
} as const;

type PeriodHeadProps = { told: CompanyWire; contract: ContractWire; period: ContractWire["periods"][number] };

function PeriodHead({ told, contract, period }: PeriodHeadProps) {
  const { locale } = useReader();
  const { run, isBusy } = useDo(told.world);
  const whyNot = useWhyNot();
  const from = showDay(period.start, locale, told.today);
  const isPosted = period.posted === "yes";
  return (
    <th
      scope="col"
      data-today={period.isToday || undefined}
      className={join(head, "text-right", period.isToday && "bg-accent-soft")}
    >
      <span className="grid justify-items-end gap-1 font-normal whitespace-nowrap">
        <span className="font-medium" title={`${from} to ${showDay(period.end, locale, told.today)}`}>
          {from}
          {period.isToday ? <span className="text-accent"> (today)</span> : null}
        </span>
        <StateWord tone={postedWords[period.posted].tone}>{postedWords[period.posted].text}</StateWord>
        <Button
          size="small"
          isBusy={isBusy}
          disabledReason={whyNot}
          aria-label={`${isPosted ? "Take back the posting of" : "Post"} the period from ${from} of ${contract.name}`}
          onClick={() =>
            run({
              act: isPosted ? "unpost_period" : "post_period",
              contractId: contract.id,
              date: period.start,
            })
          }
        >
          {isPosted ? "Un-post" : "Post"}
        </Button>
      </span>
    </th>
  );
}

type LineHeadProps = { contract: ContractWire; line: LineWire; psa: string; onDeed(deed: Deed): void };

function LineHead({ contract, line, psa, onDeed }: LineHeadProps) {
  const whyNot = useWhyNot();
  const isBundle = line.kind === "bundle";
  const bundleReason = isBundle ? `A bundle's line is changed in ${psa} by other means.` : undefined;
  const disabledReason = whyNot ?? bundleReason;
  return (
    <th scope="row" className={join(cell, sticky, "bg-surface text-left font-normal")}>
      <span className="flex items-start justify-between gap-2">
        <span className="grid gap-0.5">
          {line.name}
          <span className="text-small text-muted">
            {isBundle ? "Bundle line" : "Line"} {line.id}
            {line.key ? `, key ${line.key}` : ""}
          </span>
        </span>
        <Menu
          label={`Act on ${line.name}`}
          items={[
            {
              label: "Change quantity or price",
              onSelect: () => onDeed({ kind: "change", line }),
              disabledReason,
            },
            {
              label: "Put into a bundle",
              onSelect: () => onDeed({ kind: "bundle", line, contract }),
              disabledReason,
            },
            {
              label: "Remove the line",
              isDangerous: true,
              onSelect: () => onDeed({ kind: "remove", line, contract }),
              disabledReason,
            },
          ]}
        />
      </span>
    </th>
  );
}

type PartsProps = { parts: readonly PartWire[]; currency: string; today: string };

function Parts({ parts, currency, today }: PartsProps) {
  const { locale } = useReader();
  if (parts.length === 0) return <span className="text-muted">none</span>;
  const isSplit = parts.length > 1;
  return (
    <span className="grid justify-items-end gap-1">
      {parts.map((part) => (
        <span key={part.fromDate} className="grid justify-items-end whitespace-nowrap">
          <span>
            {isSplit ? (
              <span className="text-small text-muted">from {showDay(part.fromDate, locale, today)} </span>
            ) : null}
            <strong className="font-medium">{showQuantity(part.quantity, locale)}</strong>
          </span>
          <span className="text-small text-muted">× {showUnitPrice(part.unitPrice, currency, locale)}</span>
        </span>
      ))}
    </span>
  );
}
