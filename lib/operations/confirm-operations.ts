import { recordAudits } from "@/lib/audit/record";
import type { Tx } from "@/lib/auth/context";
import { saveWrittenLines, type WrittenLine } from "@/lib/mappings/line-link-store";
import { saveLineStates } from "@/lib/mirror/line-state-store";
import type { LineState, LineTarget } from "@/lib/psa/records";
import { isCharge, type LineText, operationKind } from "./kinds";
import { finishOperations, markUndone, type OperationRow } from "./store";

export type ConfirmedOperation = {
  operation: OperationRow;
  /** The line as read back, or as read when the target was found reached without a write. */
  state: LineState;
  reference?: string;
  durationMs?: number;
  /** Whose line it is, for a line that we created or took over. */
  link?: { subscriptionId: string; key: string };
};

function writtenLine({ operation, state, link }: ConfirmedOperation): WrittenLine[] {
  const { psaLineId, psaContractId, psaItemId } = state.address;
  if (psaLineId === undefined) return [];
  const intended = operation.intended as LineTarget & LineText;
  const line = {
    ...{ psaContractId, psaItemId, psaLineId },
    ...{ subscriptionId: link?.subscriptionId, key: link?.key },
  };
  const { quantity, effectiveDate, unitPrice, unitCost, invoiceText } = intended;
  switch (operationKind(operation.kind).touches) {
    case "line":
      return [{ ...line, written: { quantity, effectiveDate, unitPrice, unitCost } }];
    case "text":
      return [{ ...line, written: { text: invoiceText } }];
    case "charge":
      // Nothing of the line; but a line that is taken over as it stands is tied to its subscription all the same.
      return link ? [{ ...line, written: {} }] : [];
  }
}

/** Several operations of one line make one entry: what a later one leaves out stays as an earlier one wrote it. */
function onePerLine(lines: readonly WrittenLine[]): WrittenLine[] {
  const byLine = new Map<string, WrittenLine>();
  for (const line of lines) {
    const earlier = byLine.get(line.psaLineId);
    const said = Object.entries(line.written).filter(([, value]) => value !== undefined);
    byLine.set(line.psaLineId, { ...line, written: { ...earlier?.written, ...Object.fromEntries(said) } });
  }
  return [...byLine.values()];
}

/**
 * Ends operations whose effect was seen in the PSA: ledger, audit, what we last wrote and the mirror, in the caller's
 * transaction. An operation that somebody else has ended meanwhile is left alone.
 */
export async function confirmOperations(
  tx: Tx,
  connectionId: string,
  confirmed: readonly ConfirmedOperation[],
): Promise<void> {
  const ended = new Set(await finishOperations(tx, confirmed));
  const fresh = confirmed.filter(({ operation }) => ended.has(operation.id));
  await markUndone(
    tx,
    fresh.flatMap(({ operation }) => (operation.undoesOperationId ? [operation.id] : [])),
  );
  await recordAudits(
    tx,
    fresh.map(({ operation, state, reference }) => ({
      action: operation.undoesOperationId ? "operation.undone" : "operation.confirmed",
      recordKind: "operation",
      recordId: operation.id,
      after: {
        kind: operation.kind,
        intended: operation.intended,
        psaLineId: state.address.psaLineId,
        reference,
      },
    })),
  );
  await saveWrittenLines(tx, connectionId, onePerLine(fresh.flatMap(writtenLine)));
  await saveLineStates(
    tx,
    connectionId,
    // A charge looks at no line: what was read before it is old by now.
    fresh.filter(({ operation }) => !isCharge(operation)).map(({ state }) => state),
  );
}
