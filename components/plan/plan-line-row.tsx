"use client";

import { ChevronDown, ChevronRight } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Money } from "@/components/ui/money";
import { StateWord } from "@/components/ui/state";
import { WhyButton } from "@/components/ui/why";
import type { WirePlanHead, WirePlanLine } from "@/lib/plans/plan-schema";
import { QuantityChange } from "./before-after";
import { LineDetail } from "./line-detail";
import { whyOf } from "./why-content";
import { detailWords, lineStateWords, periodWord } from "./words";

type RowProps = { line: WirePlanLine; plan: WirePlanHead };

/** One line of a plan; what it means in full opens below it. */
export function PlanLineRow({ line, plan }: RowProps) {
  const [isOpen, setOpen] = useState(false);
  const { money } = line;
  const isDraft = plan.state === "draft" || plan.state === "superseded";
  const { tone, word } = isDraft ? detailWords[line.detail] : lineStateWords[line.state];
  const name = `${line.subject.productName} for ${line.subject.customerName}`;
  return (
    <>
      <tr id={`line-${line.id}`} className="hover:bg-raised">
        <th
          scope="row"
          className="border-b border-line px-3 max-sm:block py-(--row-y) text-left align-top font-normal"
        >
          <div className="grid grow justify-items-start text-left">
            <Button
              variant="quiet"
              size="small"
              icon={isOpen ? ChevronDown : ChevronRight}
              aria-expanded={isOpen}
              onClick={() => setOpen(!isOpen)}
            >
              {line.subject.productName}
              <span className="sr-only">: {isOpen ? "close" : "open"} the line</span>
            </Button>
            <p className="pl-7 text-small text-muted">{line.sentence}</p>
          </div>
        </th>
        <td data-label="Quantity" className={numeric}>
          <QuantityChange before={line.quantityBefore} after={line.quantity} />
        </td>
        <td data-label="This period" className={numeric}>
          {money ? (
            <span className="grid justify-items-end">
              <Money minor={money.currentPeriodMinor} currency={money.currency} isSigned />
              {money.exactness === "estimate" ? (
                <span className="text-small text-muted">estimate</span>
              ) : null}
            </span>
          ) : (
            "-"
          )}
        </td>
        <td data-label="Recurring" className={numeric}>
          {money ? (
            <Money
              minor={money.recurringDeltaMinor}
              currency={money.currency}
              isSigned
              per={periodWord(money.cycle)}
            />
          ) : (
            "-"
          )}
        </td>
        <td data-label="State" className="border-b border-line px-3 py-(--row-y) align-top">
          <span className="flex flex-wrap items-center gap-1">
            <StateWord tone={tone}>{word}</StateWord>
            {isDraft && line.warnings.length > 0 ? <StateWord tone="amber">Look</StateWord> : null}
            <WhyButton label={`Why ${line.sentence}, ${name}?`} title={name} content={whyOf(line, plan)} />
          </span>
        </td>
      </tr>
      {isOpen ? (
        <tr>
          <td colSpan={5} className="border-b border-line bg-canvas px-4 py-3 text-left max-sm:block">
            <LineDetail line={line} isRunning={!isDraft} />
          </td>
        </tr>
      ) : null}
    </>
  );
}

const numeric = "border-b border-line px-3 py-(--row-y) text-right align-top tabular";
