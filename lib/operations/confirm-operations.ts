import { recordAudits } from "@/lib/audit/record";
import type { Tx } from "@/lib/auth/context";
import { saveWrittenLines, type WrittenLine } from "@/lib/mappings/line-link-store";
import { saveLineStates } from "@/lib/mirror/line-state-store";
import type { LineState, LineTarget } from "@/lib/psa/records";
import type { LineText } from "./kinds";
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
  const written =
    operation.kind === "set_line_text"
      ? { text: intended.invoiceText }
      : {
          quantity: intended.quantity,
          effectiveDate: intended.effectiveDate,
          unitPrice: intended.unitPrice,
          unitCost: intended.unitCost,
        };
  return [
    { psaContractId, psaItemId, psaLineId, subscriptionId: link?.subscriptionId, key: link?.key, written },
  ];
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
    fresh.map(({ state }) => state),
  );
}
