import { feeMinor, oneTimeParts, type PeriodPart } from "@/lib/billing/one-time";
import type { Span } from "@/lib/billing/span-amount";
import { priceOn } from "@/lib/billing/timeline";
import { sayDates } from "@/lib/dates";
import { formatMinor, formatUnitPrice, isNegative, minorFromDecimal, subtractDecimals } from "@/lib/money";
import type { LineFrame } from "./line-frame";
import type { LineTargetRule } from "./line-target";
import { sayQuantity, sayShare, sizeOf } from "./line-words";
import type { Remainder } from "./plan";
import type { LineFee, PlanLineInput } from "./plan-line-input";

/** One-time amounts of a change: worked out and shown, recorded as left to do, and not sent. */
export function remaindersOf(
  input: PlanLineInput,
  frame: LineFrame,
  target: LineTargetRule,
): readonly Remainder[] {
  const owned = input.owners.quantity === "portal";
  return [
    ...(owned && target.oneTime ? [instead(input, frame, target, target.oneTime)] : []),
    ...(owned && target.missed ? [missed(input, frame, target, target.missed)] : []),
    ...input.change.fees.map((fee) => feeRemainder(input, fee)),
  ];
}

/** The vendor's own proration stands for ours where the order brings it. */
function instead(
  input: PlanLineInput,
  frame: LineFrame,
  target: LineTargetRule,
  oneTime: NonNullable<LineTargetRule["oneTime"]>,
): Remainder {
  const { prorated } = input.change;
  if (oneTime.kind === "credit" || prorated === undefined) {
    return daysRemainder(input, frame, target, oneTime.kind, oneTime.span);
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
    sentence: leftToDo(
      input,
      `${text}, ${formatMinor(amount, currency)} as ${input.words.vendor} prorated it`,
    ),
    arithmetic: [`${input.words.vendor}'s own proration = ${formatMinor(amount, currency)}`],
  };
}

/** Closed periods are caught up with a one-time amount in the first open one, or only reported, by setting. */
function missed(
  input: PlanLineInput,
  frame: LineFrame,
  target: LineTargetRule,
  { kind, span }: NonNullable<LineTargetRule["missed"]>,
): Remainder {
  const isSkipped = input.settings.catchUp === "skip_and_report";
  return daysRemainder(input, frame, target, isSkipped ? "missed_posted_period" : kind, span);
}

function daysRemainder(
  input: PlanLineInput,
  frame: LineFrame,
  target: LineTargetRule,
  kind: Remainder["kind"],
  span: Span,
): Remainder {
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
    sentence: sentenceOf(
      input,
      kind,
      amount === undefined ? text : `${text}, ${formatMinor(amount, currency)}`,
    ),
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

function feeRemainder(input: PlanLineInput, fee: LineFee): Remainder {
  const { currency } = input;
  const amount = feeMinor(fee, currency);
  const text = fee.text ?? `${input.words.product}: ${fee.kind} fee`;
  return {
    kind: "fee",
    feeKind: fee.kind,
    amountMinor: amount.toString(),
    ...(fee.unitCost !== undefined && {
      costMinor: feeMinor({ quantity: fee.quantity, unitPrice: fee.unitCost }, currency).toString(),
    }),
    currency,
    text,
    sentence: leftToDo(input, `${text}, ${formatMinor(amount, currency)}`),
    arithmetic: [
      `${fee.quantity} x ${formatUnitPrice(fee.unitPrice, currency)} = ${formatMinor(amount, currency)}`,
    ],
  };
}

const sum = (parts: readonly PeriodPart[]) => parts.reduce((total, part) => total + part.amountMinor, 0n);

/** "2 seats 17-31 March", the text of the charge. */
function spanText({ change, words, today }: PlanLineInput, target: LineTargetRule, span: Span): string {
  const difference = subtractDecimals(change.quantity, target.at.held);
  const less = isNegative(difference) ? " less" : "";
  return `${sayQuantity(sizeOf(difference), words.unit)}${less} ${sayDates(span.fromDate, span.toDate, today)}`;
}

function sentenceOf(input: PlanLineInput, kind: Remainder["kind"], what: string): string {
  if (kind !== "missed_posted_period") return leftToDo(input, what);
  return `Not billed, because the period is closed: ${what}. Reported, nothing is sent.`;
}

const leftToDo = ({ words }: PlanLineInput, what: string) =>
  `One-time amount, recorded and not sent: ${what}. Enter it in ${words.psa} by hand.`;
