import { sayDate } from "@/lib/dates";
import { compareDecimals, formatMinor, minorFromDecimal, multiplyDecimals, negateDecimal } from "@/lib/money";
import type { ChargeToAdd, ChargeToRemove } from "@/lib/operations/charge-kinds";
import type { Charge, ChargeState, ChargeTerms } from "@/lib/psa/records";
import { chargeDate, undoOfCharge } from "./line-charge";
import type { LineFrame } from "./line-frame";
import type { Remainder, RemainderCharge } from "./plan";

/** A confirmed write of a charge that is to be taken back, with the charge as it stands now. */
export type ChargeToUndo = {
  operationId: string;
  kind: "add_charge" | "remove_charge";
  intended: ChargeToAdd | ChargeToRemove;
  /** Undefined where it is not there any more. */
  now: ChargeState | undefined;
};

export type UndoneCharge = {
  remainder: Remainder;
  /** A question that a person must answer with yes first. */
  confirmation?: string;
};

type Run = { currency: string; today: string; psa: string; charges: ChargeTerms | undefined };

/**
 * Takes a charge back: deleted while it is not billed, else the opposite charge in the first open period. One that was
 * deleted is put back. Where a person has changed it since, the plan asks first.
 */
export function undoCharge(toUndo: ChargeToUndo, frame: LineFrame, run: Run): UndoneCharge {
  const { kind, now } = toUndo;
  if (kind === "remove_charge") return again(toUndo, frame, run);
  if (!now) return nothingLeft(toUndo, run);
  const canRemove = !run.charges || !("canRemove" in run.charges) || run.charges.canRemove;
  return withQuestion(
    now.isBilled || !canRemove ? opposite(toUndo, now, frame, run) : removed(toUndo, now, run),
    toUndo,
    now,
    run,
  );
}

function removed(toUndo: ChargeToUndo, now: ChargeState, run: Run): UndoneCharge {
  const { what, amount } = said(now, run);
  const charge = {
    ...chargeOf(now, toUndo),
    kind: "remove_charge" as const,
    psaChargeId: now.psaChargeId,
    undo: { class: "full" as const, sentence: "Can be taken back: the charge is added again." },
  };
  return {
    remainder: taken(
      toUndo,
      -amount,
      run,
      `The charge of ${what} is deleted from ${run.psa}: it is not billed yet.`,
      charge,
    ),
  };
}

function opposite(toUndo: ChargeToUndo, now: ChargeState, frame: LineFrame, run: Run): UndoneCharge {
  const { what, amount } = said(now, run);
  const date = chargeDate(frame, now.date);
  const charge = {
    ...chargeOf(now, toUndo),
    kind: "add_charge" as const,
    date,
    name: `Taken back: ${now.name}`,
    unitPrice: negateDecimal(now.unitPrice),
    ...(now.unitCost !== undefined && { unitCost: negateDecimal(now.unitCost) }),
    undo: undoOfCharge(run.charges),
  };
  const why = now.isBilled ? "is billed already" : "may not be deleted by the API user";
  const sentence = `The charge of ${what} ${why}; a charge of ${formatMinor(-amount, run.currency)} on ${sayDate(date, run.today)} takes it back.`;
  return { remainder: taken(toUndo, -amount, run, sentence, charge) };
}

function again(toUndo: ChargeToUndo, frame: LineFrame, run: Run): UndoneCharge {
  const { intended } = toUndo;
  const { what, amount } = said(intended, run);
  const date = chargeDate(frame, intended.date);
  const charge = {
    ...chargeOf(intended, toUndo),
    kind: "add_charge" as const,
    date,
    undo: undoOfCharge(run.charges),
  };
  return {
    remainder: taken(
      toUndo,
      amount,
      run,
      `The charge of ${what} is added again, on ${sayDate(date, run.today)}.`,
      charge,
    ),
  };
}

function nothingLeft(toUndo: ChargeToUndo, run: Run): UndoneCharge {
  const sentence = `The charge of ${said(toUndo.intended, run).what} is not there any more. There is nothing to take back.`;
  return { remainder: taken(toUndo, 0n, run, sentence) };
}

function chargeOf(
  shown: Omit<Charge, "psaBillingCodeId"> & { psaBillingCodeId?: string },
  { intended, operationId }: ChargeToUndo,
): Omit<RemainderCharge, "kind" | "undo"> {
  const { date, name, quantity, unitPrice, unitCost } = shown;
  return {
    ...{ date, name, quantity, unitPrice },
    ...(intended.description !== undefined && { description: intended.description }),
    ...(unitCost !== undefined && { unitCost }),
    psaBillingCodeId: shown.psaBillingCodeId ?? intended.psaBillingCodeId,
    // What takes a charge back is none itself: a new plan of the same order may charge it again.
    undoes: operationId,
    ifRefused: `The charge '${intended.name}' could not be taken back. Correct it by hand.`,
  };
}

function taken(
  { intended }: ChargeToUndo,
  amount: bigint,
  { currency }: Run,
  sentence: string,
  charge?: RemainderCharge,
): Remainder {
  return {
    kind: "taken_back",
    amountMinor: amount.toString(),
    currency,
    text: intended.name,
    sentence,
    arithmetic: [],
    ...(charge && { charge }),
  };
}

function withQuestion(
  undone: UndoneCharge,
  { intended }: ChargeToUndo,
  now: ChargeState,
  run: Run,
): UndoneCharge {
  const isOurs =
    compareDecimals(now.quantity, intended.quantity) === 0 &&
    compareDecimals(now.unitPrice, intended.unitPrice) === 0;
  if (isOurs) return undone;
  const [shown, ours] = [said(now, run), said(intended, run)].map(({ amount }) =>
    formatMinor(amount, run.currency),
  );
  const confirmation = `Somebody changed the charge '${intended.name}' in ${run.psa} since: ${shown}, where we wrote ${ours}. Take it back all the same?`;
  return { ...undone, confirmation };
}

/** "'2 seats 17-31 March', 19.35 GBP". */
function said(
  { name, quantity, unitPrice }: Pick<Charge, "name" | "quantity" | "unitPrice">,
  { currency }: Run,
) {
  const amount = minorFromDecimal(multiplyDecimals(quantity, unitPrice), currency);
  return { what: `'${name}', ${formatMinor(amount, currency)}`, amount };
}
