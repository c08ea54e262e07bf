import type { Connector, WriteResult } from "@/lib/psa/connector";
import { PsaError } from "@/lib/psa/errors";
import type { LineAddress, LineState, LineTarget } from "@/lib/psa/records";
import { expectedAfter } from "./line-profile";

export type LineText = { key?: string; invoiceText?: string };

/** What an operation wants to be true of a line: a quantity and price from a day on, or a text. */
export type Intended = LineTarget | LineText;

/**
 * Every kind of write is a row here: how it is sent, how the line must look afterwards, how a lost answer is proved.
 * A new kind (charge, ticket, device) adds a row, not a code path. Its natural key is the operation's `lockKey`; its
 * inverse is made by lib/plans/undo-line.ts.
 */
type OperationKind = {
  send(
    connector: Connector,
    address: LineAddress,
    before: LineState,
    intended: Intended,
    operationId: string,
  ): Promise<WriteResult>;
  expected(before: LineState, intended: Intended): LineState;
  judge(
    connector: Connector,
    before: LineState,
    intended: Intended,
    now: LineState,
  ): "applied" | "not_applied" | "ambiguous";
};

const asTarget = (intended: Intended) => intended as LineTarget;
const asText = (intended: Intended) => intended as LineText;

/** The line an operation writes to, once it is known: a line made by an earlier step has its id in the state read. */
function addressOf(address: LineAddress, before: LineState): LineAddress {
  const psaLineId = address.psaLineId ?? before.address.psaLineId;
  return psaLineId === undefined ? address : { ...address, psaLineId };
}

const lineChange: OperationKind = {
  send: (connector, address, before, intended, operationId) =>
    connector.writeLine(addressOf(address, before), before, asTarget(intended), operationId),
  expected: (before, intended) => expectedAfter(before, asTarget(intended)),
  judge: (connector, before, intended, now) => connector.judgeWrite(before, asTarget(intended), now),
};

const lineText: OperationKind = {
  send: (connector, address, before, intended, operationId) => {
    const { psaLineId } = addressOf(address, before);
    if (psaLineId === undefined) throw new PsaError("gone", "The line to be labelled does not exist.");
    return connector.writeLineText({ ...address, psaLineId }, asText(intended), operationId);
  },
  expected: (before, intended) => ({ ...before, ...asText(intended) }),
  judge: (_connector, before, intended, now) => {
    const { key, invoiceText } = asText(intended);
    const isThere =
      (key === undefined || now.key === key) &&
      (invoiceText === undefined || now.invoiceText === invoiceText);
    if (isThere) return "applied";
    return now.key === before.key && now.invoiceText === before.invoiceText ? "not_applied" : "ambiguous";
  },
};

const operationKinds = {
  set_line_quantity: lineChange,
  set_line_price: lineChange,
  set_line_text: lineText,
} satisfies Record<string, OperationKind>;

export type OperationKindName = keyof typeof operationKinds;

export function operationKind(name: string): OperationKind {
  if (name in operationKinds) return operationKinds[name as OperationKindName];
  throw new Error(`The ledger does not know the operation kind '${name}'.`);
}
