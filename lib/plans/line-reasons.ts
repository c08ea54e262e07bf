import { oneTimeParts } from "@/lib/billing/one-time";
import { priceOn } from "@/lib/billing/timeline";
import { earlierDate, sayDate, sayDates } from "@/lib/dates";
import { formatMinor, formatUnitPrice, isZero, subtractDecimals } from "@/lib/money";
import type { LineFrame } from "./line-frame";
import type { Stepped } from "./line-steps";
import type { LineTargetRule } from "./line-target";
import { sayQuantity, sayShare, sizeOf } from "./line-words";
import type { LineChangeType, PlanStep, Reason } from "./plan";
import type { PlanLineInput } from "./plan-line-input";

type Answer = { target: LineTargetRule; type: LineChangeType; stepped: Stepped };

/** Answers to "why this number?", each a sentence for a customer with the arithmetic behind it. */
export function reasonsOf(input: PlanLineInput, frame: LineFrame, answer: Answer): readonly Reason[] {
  const { steps } = answer.stepped;
  return [
    quantityReason(input, answer),
    ...steps
      .filter((step) => step.kind === "set_line_quantity")
      .flatMap((step) => amountReason(input, frame, answer, step)),
    ...steps.filter((step) => step.unitPrice !== undefined).map((step) => priceReason(input, step)),
  ];
}

function quantityReason(input: PlanLineInput, { target, type, stepped }: Answer): Reason {
  const { change, words, today } = input;
  const reason = { subject: "quantity", rule: target.rule } as const;
  const first = stepped.steps.find((step) => step.kind === "set_line_quantity");
  const { held } = target.at;
  const wanted = sayQuantity(change.quantity, words.unit);
  if (first === undefined) {
    const sentence =
      target.direction === "same"
        ? `You have ${sayQuantity(target.quantity, words.unit)}; ${cause(input)} leaves the quantity as it is.`
        : `You have ${sayQuantity(held, words.unit)}; ${cause(input)} asks for ${wanted}, which is not written.`;
    return { ...reason, sentence, arithmetic: [] };
  }
  const from = sayDate(first.effectiveDate, today);
  const sentences: Record<LineTargetRule["direction"], string> = {
    up: isZero(held)
      ? `You have ${wanted} from ${from} because ${cause(input)} asks for them.`
      : `You have ${wanted} from ${from} because ${cause(input)} raised ${held} to ${change.quantity}.`,
    down:
      type === "cancellation"
        ? `Your ${sayQuantity(held, words.unit)} end before ${from} because ${cause(input)} cancelled them.`
        : `You have ${wanted} from ${from} because ${cause(input)} lowered ${held} to ${change.quantity}.`,
    same: `You keep ${wanted}: ${cause(input)} takes back the change that was to come on ${from}.`,
  };
  return {
    ...reason,
    sentence: sentences[target.direction],
    arithmetic: stepped.steps
      .filter((step) => step.kind === "set_line_quantity")
      .map((step) => `${sayDate(step.effectiveDate, today)}: ${step.quantityBefore} to ${step.quantity}`),
  };
}

function cause({ change, words }: PlanLineInput): string {
  if (words.orders.length > 0) return `order ${words.orders.join(", ")}`;
  return change.isFirstRun ? "the subscription as it stood when syncing began" : "the change";
}

/** "17-31 March bills 15 of 31 days for 2 seats: 2 x 20.00 x 15/31 = 19.35 GBP". */
function amountReason(
  input: PlanLineInput,
  frame: LineFrame,
  { target, stepped }: Answer,
  step: PlanStep,
): Reason[] {
  const { currency, today, words } = input;
  const { endDate } = target.at.period;
  const unitPrice = priceOn(stepped.after, step.effectiveDate);
  if (step.money === undefined || unitPrice === undefined || step.effectiveDate > endDate) return [];
  const difference = subtractDecimals(step.quantity, step.quantityBefore);
  const span = {
    fromDate: step.effectiveDate,
    toDate: earlierDate(endDate, frame.schedule.endDate ?? endDate),
  };
  const parts = oneTimeParts({ quantity: difference, unitPrice, span, schedule: frame.schedule, currency });
  const total = formatMinor(BigInt(step.money.currentPeriodMinor), currency);
  const opening = `${sayDates(span.fromDate, span.toDate, today)} for ${sayQuantity(sizeOf(difference), words.unit)}`;
  const shares = parts.map(
    (part) =>
      `${sayShare({ ...part, quantity: difference, unitPrice }, currency)} = ${formatMinor(part.amountMinor, currency)}`,
  );
  // A price that moves inside these days is not one product any more: then the total stands alone.
  const isOnePrice =
    parts.reduce((sum, part) => sum + part.amountMinor, 0n) === BigInt(step.money.currentPeriodMinor);
  const arithmetic = isOnePrice ? shares : [`total = ${total}`];
  const [part] = parts;
  const days =
    part !== undefined && parts.length === 1
      ? ` bills ${part.coveredDays} of ${part.periodDays} days`
      : ` bills ${parts.length} periods`;
  return [
    {
      subject: "amount",
      sentence: `${opening}${days}: ${arithmetic.join("; ")}.`,
      arithmetic,
      rule: target.rule,
    },
  ];
}

function priceReason({ currency, words, today }: PlanLineInput, step: PlanStep): Reason {
  const price = `${formatUnitPrice(step.unitPrice ?? "0", currency)} ${currency}`;
  const before =
    step.unitPriceBefore === undefined ? "" : `, before ${formatUnitPrice(step.unitPriceBefore, currency)}`;
  return {
    subject: "price",
    sentence: `One ${words.unit === "each" ? "unit" : words.unit} costs ${price} from ${sayDate(step.effectiveDate, today)}${before}.`,
    arithmetic: [],
    rule: step.kind === "set_line_price" ? "price-at-its-own-date" : "price-with-quantity",
  };
}
