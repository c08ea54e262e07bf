import type { Connector, WriteResult } from "@/lib/psa/connector";
import { PsaError } from "@/lib/psa/errors";
import type { LineAddress, LineState, LineTarget } from "@/lib/psa/records";
import { addCharge, type ChargeToAdd, type ChargeToRemove, removeCharge } from "./charge-kinds";
import { expectedAfter } from "./line-profile";

export type LineText = { key?: string; invoiceText?: string };

/** What an operation wants to be true: a quantity and price of a line from a day on, a text, a charge on its contract. */
export type Intended = LineTarget | LineText | ChargeToAdd | ChargeToRemove;

/** One write as it is sent: `before` is the line's state read under its lock. */
export type Sent = { address: LineAddress; before: LineState; intended: Intended; operationId: string };

/** What became of a write; `reference` where the proof has found the PSA's id of it. */
export type Proof = { verdict: "applied" | "not_applied" | "ambiguous"; reference?: string };

/**
 * Every kind of write is a row here: how it is sent, how the line must look afterwards, how a lost answer is proved.
 * A new kind (ticket, device) adds a row, not a code path. Its natural key is the operation's `lockKey`; its inverse is
 * made by lib/plans/undo-line.ts and lib/plans/undo-charge.ts.
 */
export type OperationKind = {
  /** What tells whether it arrived: the line's quantity and price, the line's texts, or the charges of its contract. */
  touches: "line" | "text" | "charge";
  send(connector: Connector, sent: Sent): Promise<WriteResult>;
  expected(before: LineState, intended: Intended): LineState;
  /** `now`: the line as it was just read. A kind that does not touch the line looks for itself. */
  prove(connector: Connector, sent: Sent, now: LineState): Proof | Promise<Proof>;
};

const asTarget = (intended: Intended) => intended as LineTarget;
const asText = (intended: Intended) => intended as LineText;

/** The line an operation writes to, once it is known: a line made by an earlier step has its id in the state read. */
function addressOf({ address, before }: Sent): LineAddress {
  const psaLineId = address.psaLineId ?? before.address.psaLineId;
  return psaLineId === undefined ? address : { ...address, psaLineId };
}

const lineChange: OperationKind = {
  touches: "line",
  send: (connector, sent) =>
    connector.writeLine(addressOf(sent), sent.before, asTarget(sent.intended), sent.operationId),
  expected: (before, intended) => expectedAfter(before, asTarget(intended)),
  prove: (connector, { before, intended }, now) => ({
    verdict: connector.judgeWrite(before, asTarget(intended), now),
  }),
};

const lineText: OperationKind = {
  touches: "text",
  send: (connector, sent) => {
    const { psaLineId, ...address } = addressOf(sent);
    if (psaLineId === undefined) throw new PsaError("gone", "The line to be labelled does not exist.");
    return connector.writeLineText({ ...address, psaLineId }, asText(sent.intended), sent.operationId);
  },
  expected: (before, intended) => ({ ...before, ...asText(intended) }),
  prove: (_connector, { before, intended }, now) => {
    const { key, invoiceText } = asText(intended);
    const isThere =
      (key === undefined || now.key === key) &&
      (invoiceText === undefined || now.invoiceText === invoiceText);
    if (isThere) return { verdict: "applied" };
    const isAsBefore = now.key === before.key && now.invoiceText === before.invoiceText;
    return { verdict: isAsBefore ? "not_applied" : "ambiguous" };
  },
};

const operationKinds = {
  set_line_quantity: lineChange,
  set_line_price: lineChange,
  set_line_text: lineText,
  add_charge: addCharge,
  remove_charge: removeCharge,
} satisfies Record<string, OperationKind>;

export type OperationKindName = keyof typeof operationKinds;

export function operationKind(name: string): OperationKind {
  if (name in operationKinds) return operationKinds[name as OperationKindName];
  throw new Error(`The ledger does not know the operation kind '${name}'.`);
}

/** Whether an operation stands beside its line, not on it. */
export const isCharge = ({ kind }: { kind: string }): boolean => operationKind(kind).touches === "charge";

/** Whether it moves the line's quantity, price or cost. */
export const isLineChange = ({ kind }: { kind: string }): boolean => operationKind(kind).touches === "line";
