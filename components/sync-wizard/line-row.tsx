"use client";

import { ChevronDown, ChevronRight } from "lucide-react";
import { useState } from "react";
import { useReader } from "@/components/shell/reader";
import { Button, IconButton } from "@/components/ui/button";
import { Checkbox, TextField } from "@/components/ui/field";
import { join } from "@/components/ui/join";
import { Money, UnitPrice } from "@/components/ui/money";
import { StateWord } from "@/components/ui/state";
import { Day } from "@/components/ui/time";
import { WhyButton } from "@/components/ui/why";
import type { WirePlan, WirePlanLine } from "@/lib/plans/plan-schema";
import type { Wizard } from "@/lib/sync/wizard-wire";
import { QuantityChange } from "../plan/before-after";
import { LineDetail } from "../plan/line-detail";
import { whyOf } from "../plan/why-content";
import { detailWords } from "../plan/words";
import { isWhole } from "./choices-bar";
import type { Draft } from "./use-draft";

type RowProps = {
  line: WirePlanLine;
  plan: WirePlan;
  wizard: Wizard;
  draft: Draft;
  taskId: string | undefined;
  columns: number;
  isDisabled: boolean;
};

const cell = "border-b border-line px-2 py-(--row-y) align-top";

export function LineRow(props: RowProps) {
  const { line, plan, wizard, draft, taskId, columns, isDisabled } = props;
  const { canSeeCost } = useReader();
  const [isOpen, setOpen] = useState(false);
  const isLeftOut = line.leftOut !== undefined;
  const { productName } = line.subject;
  const { currency } = wizard.task;
  const { tone, word } = detailWords[line.detail];
  const [firstStep] = line.steps;
  const { money } = line;
  return (
    <>
      <tr id={`line-${line.id}`} className={join(isLeftOut && "text-muted")}>
        <td data-label="Write" className={cell}>
          <span className="flex items-center gap-1">
            <Checkbox
              label={`Write ${productName}`}
              isLabelHidden
              checked={!isLeftOut}
              disabled={isDisabled || taskId === undefined}
              onChange={() =>
                taskId && draft.except(taskId, { leaveOut: isLeftOut ? undefined : "Left out in the wizard" })
              }
            />
            <IconButton
              label={`${isOpen ? "Close" : "Open"} ${productName}`}
              icon={isOpen ? ChevronDown : ChevronRight}
              aria-expanded={isOpen}
              onClick={() => setOpen(!isOpen)}
            />
          </span>
        </td>
        <th scope="row" className={join(cell, "min-w-32 text-left font-normal max-sm:block")}>
          <div className="grid grow gap-0.5 text-left">
            <span className="font-medium">{productName}</span>
            <span className="text-small text-muted">{line.invoiceText ?? line.sentence}</span>
            {isLeftOut && taskId ? (
              <TextField
                label={`Why ${productName} is left out`}
                isLabelHidden
                defaultValue={line.leftOut}
                maxLength={200}
                disabled={isDisabled}
                onBlur={(event) => {
                  const reason = event.target.value.trim();
                  if (reason) draft.except(taskId, { leaveOut: reason });
                }}
              />
            ) : null}
          </div>
        </th>
        <td data-label="Effective date" className={cell}>
          <div className="grid justify-items-start gap-1">
            <TextField
              key={line.effectiveDate}
              label={`Effective date of ${productName}`}
              isLabelHidden
              type="date"
              min={line.dateBounds?.fromDate}
              max={line.dateBounds?.toDate}
              defaultValue={line.effectiveDate}
              disabled={isDisabled || isLeftOut || taskId === undefined}
              onChange={(event) => {
                const effectiveDate = event.target.value;
                if (taskId && isWhole(effectiveDate)) draft.except(taskId, { choices: { effectiveDate } });
              }}
            />
            {firstStep && firstStep.effectiveDate !== line.effectiveDate ? (
              <span className="block text-small text-muted">
                written from <Day date={firstStep.effectiveDate} />
              </span>
            ) : null}
            {taskId
              ? line.offers.map((offer) => (
                  <Button
                    key={offer.date}
                    size="small"
                    variant="quiet"
                    onClick={() => draft.except(taskId, { choices: { effectiveDate: offer.date } })}
                  >
                    {offer.sentence}
                  </Button>
                ))
              : null}
          </div>
        </td>
        <td data-label="End date" className={cell}>
          {(line.lastBilledDate ?? line.subject.endDate) ? (
            <Day date={line.lastBilledDate ?? line.subject.endDate ?? ""} />
          ) : (
            "open"
          )}
        </td>
        <td data-label="Quantity" className={join(cell, "text-right")}>
          <span className="inline-flex items-center gap-1">
            <QuantityChange before={line.quantityBefore} after={line.quantity} />
            <WhyButton
              label={`Why ${line.sentence}?`}
              title={`${productName} for ${line.subject.customerName}`}
              content={whyOf(line, plan)}
            />
          </span>
        </td>
        <td data-label="Price" className={join(cell, "text-right")}>
          <span className="grid justify-items-end">
            <UnitPrice price={line.unitPrices?.after} currency={currency} />
            {canSeeCost && line.unitCosts?.after ? (
              <span className="text-small text-muted">
                cost <UnitPrice price={line.unitCosts.after} currency={currency} />
              </span>
            ) : null}
          </span>
        </td>
        <td data-label="Detail" className={cell}>
          <StateWord tone={tone}>{word}</StateWord>
        </td>
        <td data-label="This period" className={join(cell, "text-right")}>
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
        <td data-label="Next period" className={join(cell, "text-right")}>
          {money?.nextPeriod ? <Money minor={money.nextPeriod.afterMinor} currency={money.currency} /> : "-"}
        </td>
      </tr>
      {isOpen ? (
        <tr>
          <td colSpan={columns} className="border-b border-line bg-canvas px-4 py-3 text-left max-sm:block">
            <LineDetail line={line} />
          </td>
        </tr>
      ) : null}
    </>
  );
}
