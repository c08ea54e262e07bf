import { earlierDate, laterDate, sayDate } from "@/lib/dates";
import { decimalFromMinor, isNegative } from "@/lib/money";
import type { ChargeTerms } from "@/lib/psa/records";
import type { LineFrame } from "./line-frame";
import type { Remainder, RemainderCharge, UndoNote } from "./plan";
import type { LineFacts } from "./plan-line-input";

/** A one-time amount before it is said what becomes of it. */
export type OneTime = Omit<Remainder, "sentence" | "charge"> & {
  /** "2 seats 17-31 March, 19.35 GBP": the amount as a sentence goes on with it. */
  what: string;
  /** The day it is for. */
  date: string;
  /** Of the charge, where it is not the whole amount once. */
  quantity?: string;
  unitPrice?: string;
  unitCost?: string;
  source?: string;
};

/**
 * What becomes of a one-time amount: a charge of the first open day from its own on, inside the contract; where the PSA
 * takes none, or nobody knows the amount, it is recorded and left to a person, and the sentence says why.
 */
export function toRemainder(input: LineFacts, frame: LineFrame, oneTime: OneTime): Remainder {
  const { what, date: wantedDate, quantity, unitPrice, unitCost, source, ...remainder } = oneTime;
  const { words, charges, currency } = input;
  const { amountMinor, costMinor } = remainder;
  const byHand = `One-time amount, recorded and not sent: ${what}. Enter it in ${words.psa} by hand.`;
  const obstacle = obstacleOf(charges, amountMinor);
  if (charges === undefined || "obstacle" in charges || amountMinor === undefined || obstacle !== undefined) {
    return { ...remainder, sentence: obstacle === undefined ? byHand : `${byHand} ${obstacle}` };
  }
  const date = chargeDate(frame, wantedDate);
  const cost = unitCost ?? (costMinor && decimalFromMinor(BigInt(costMinor), currency));
  const charge: RemainderCharge = {
    kind: "add_charge",
    date,
    name: remainder.text,
    description: [words.product, ...words.orders].join(", "),
    quantity: quantity ?? "1",
    unitPrice: unitPrice ?? decimalFromMinor(BigInt(amountMinor), currency),
    ...(cost !== undefined && { unitCost: cost }),
    psaBillingCodeId: charges.psaBillingCodeId,
    ...(source !== undefined && { source }),
    undo: undoOfCharge(charges),
    ifRefused: byHand,
  };
  return { ...remainder, sentence: `One-time amount: ${what}. ${goesTo(input, amountMinor, date)}`, charge };
}

/** Inside the contract and not in a closed period. */
export function chargeDate({ openDate, schedule }: LineFrame, wantedDate: string): string {
  return earlierDate(laterDate(wantedDate, openDate), schedule.endDate ?? "9999-12-31");
}

function obstacleOf(charges: ChargeTerms | undefined, amountMinor: string | undefined): string | undefined {
  if (amountMinor === undefined) return "Its price is not known.";
  if (BigInt(amountMinor) === 0n) return "It is worth nothing, so no charge is made.";
  return charges && "obstacle" in charges ? charges.obstacle : undefined;
}

function goesTo({ words, today }: LineFacts, amountMinor: string, date: string): string {
  const what = isNegative(amountMinor) ? "a credit (a charge below zero)" : "a charge";
  return `It goes to ${words.psa} as ${what} of ${sayDate(date, today)}.`;
}

/** Said before anything is written. */
export function undoOfCharge(charges: ChargeTerms | undefined): UndoNote {
  if (charges && "canRemove" in charges && !charges.canRemove) {
    const sentence = "Can be taken back by the opposite charge: the API user may not delete charges.";
    return { class: "compensating", sentence };
  }
  return {
    class: "full",
    sentence:
      "Can be taken back: the charge is deleted while it is not billed, after that an opposite charge is added.",
  };
}
