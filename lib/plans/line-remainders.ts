import { feeMinor, oneTimeParts, type PeriodPart } from "@/lib/billing/one-time";
import type { Span } from "@/lib/billing/span-amount";
import { priceOn } from "@/lib/billing/timeline";
import { sayDates } from "@/lib/dates";
import { formatMinor, formatUnitPrice, isNegative, minorFromDecimal, subtractDecimals } from "@/lib/money";
import { type OneTime, toRemainder } from "./line-charge";
import type { LineFrame } from "./line-frame";
import type { LineTargetRule } from "./line-target";
import { sayQuantity, sayShare, sizeOf } from "./line-words";
import type { Remainder } from "./plan";
import type { LineFee, PlanLineInput } from "./plan-line-input";

/** One-time amounts of a change: charged where the PSA takes charges, else shown and left to do by hand. */
export function remaindersOf(
  input: PlanLineInput,
  frame: LineFrame,
  target: LineTargetRule,
  effectiveDate: string,
): readonly Remainder[] {
  const owned = input.owners.quantity === "portal";
  const oneTimes = [
    ...(owned && target.oneTime ? [instead(input, frame, target, target.oneTime)] : []),
    ...(owned && target.missed ? [missed(input, frame, target, target.missed)] : []),
    ...input.change.fees.map((fee) => feeAmount(input, fee, effectiveDate)),
  ];
  return oneTimes.map((oneTime) =>
    oneTime.kind === "missed_posted_period" ? reported(oneTime) : toRemainder(input, frame, oneTime),
  );
}

/** The vendor's own proration stands for ours where the order brings it. */
function instead(
  input: PlanLineInput,
  frame: LineFrame,
  target: LineTargetRule,
  oneTime: NonNullable<LineTargetRule["oneTime"]>,
): OneTime {
  const { prorated } = input.change;
  if (oneTime.kind === "credit" || prorated === undefined) {
    return daysAmount(input, frame, target, oneTime.kind, oneTime.span);
  }
  const { currency } = input;
  const amount = minorFromDecimal(prorated.price, currency);
  const text = spanText(input, target, prorated);
  return {
    kind: oneTime.kind,
    amountMinor: amount.toString(),
    ...(prorated.cost !== undefined && { costMinor: minorFromDecimal(prorated.cost, currency).toString() }),
    currency,
    fromDate: prorated.fromDate,
    toDate: prorated.toDate,
    text,
    what: `${text}, ${formatMinor(amount, currency)} as ${input.words.vendor} prorated it`,
    date: prorated.fromDate,
    arithmetic: [`${input.words.vendor}'s own proration = ${formatMinor(amount, currency)}`],
  };
}

/** Closed periods are caught up with a one-time amount in the first open one, or only reported, by setting. */
function missed(
  input: PlanLineInput,
  frame: LineFrame,
  target: LineTargetRule,
  { kind, span }: NonNullable<LineTargetRule["missed"]>,
): OneTime {
  const isSkipped = input.settings.catchUp === "skip_and_report";
  return daysAmount(input, frame, target, isSkipped ? "missed_posted_period" : kind, span);
}

function daysAmount(
  input: PlanLineInput,
  frame: LineFrame,
  target: LineTargetRule,
  kind: Remainder["kind"],
  span: Span,
): OneTime {
  const { currency, today } = input;
  const quantity = subtractDecimals(input.change.quantity, target.at.held);
  const share = { quantity, span, schedule: frame.schedule, currency };
  const unitPrice = agreedPrice(input, frame, span.fromDate);
  const unitCost = input.state.unitCost ?? input.change.unitCost ?? input.catalog?.unitCost;
  const parts = unitPrice === undefined ? undefined : oneTimeParts({ ...share, unitPrice });
  const amount = parts && sum(parts);
  const text = spanText(input, target, span);
  return {
    kind,
    ...(amount !== undefined && { amountMinor: amount.toString() }),
    ...(unitCost !== undefined && {
      costMinor: sum(oneTimeParts({ ...share, unitPrice: unitCost })).toString(),
    }),
    currency,
    ...span,
    text,
    what: amount === undefined ? text : `${text}, ${formatMinor(amount, currency)}`,
    date: span.fromDate,
    arithmetic: (parts ?? []).map(
      (part) =>
        `${sayDates(part.span.fromDate, part.span.toDate, today)}: ` +
        `${sayShare({ ...part, quantity, unitPrice: unitPrice ?? "0" }, currency)} = ${formatMinor(part.amountMinor, currency)}`,
    ),
  };
}

/** The price the units would have had: the line's own, for a new line the one it starts with. */
function agreedPrice(input: PlanLineInput, frame: LineFrame, date: string): string | undefined {
  const { settings, owners, change, catalog } = input;
  const agreed = priceOn(frame.timeline, date) ?? frame.timeline[0]?.unitPrice;
  const sent = settings.priceSource === "vendor" && owners.price === "portal" ? change.unitPrice : undefined;
  return agreed ?? sent ?? catalog?.unitPrice;
}

function feeAmount(input: PlanLineInput, fee: LineFee, effectiveDate: string): OneTime {
  const { currency } = input;
  const { quantity, unitPrice, unitCost, source } = fee;
  const amount = feeMinor(fee, currency);
  const text = fee.text ?? `${input.words.product}: ${fee.kind} fee`;
  return {
    kind: "fee",
    feeKind: fee.kind,
    amountMinor: amount.toString(),
    ...(unitCost !== undefined && {
      costMinor: feeMinor({ quantity, unitPrice: unitCost }, currency).toString(),
      unitCost,
    }),
    currency,
    text,
    what: `${text}, ${formatMinor(amount, currency)}`,
    date: fee.date ?? effectiveDate,
    quantity,
    unitPrice,
    ...(source !== undefined && { source }),
    arithmetic: [`${quantity} x ${formatUnitPrice(unitPrice, currency)} = ${formatMinor(amount, currency)}`],
  };
}

const sum = (parts: readonly PeriodPart[]) => parts.reduce((total, part) => total + part.amountMinor, 0n);

/** "2 seats 17-31 March", the text of the charge. */
function spanText({ change, words, today }: PlanLineInput, target: LineTargetRule, span: Span): string {
  const difference = subtractDecimals(change.quantity, target.at.held);
  const less = isNegative(difference) ? " less" : "";
  return `${sayQuantity(sizeOf(difference), words.unit)}${less} ${sayDates(span.fromDate, span.toDate, today)}`;
}

function reported({ what, date: _date, ...remainder }: OneTime): Remainder {
  return {
    ...remainder,
    sentence: `Not billed, because the period is closed: ${what}. Reported, nothing is sent.`,
  };
}
