import type { Ctx, Tx } from "@/lib/auth/context";
import { laterDate } from "@/lib/dates";
import { groupBy } from "@/lib/group-by";
import { saveWrittenLines, type WrittenLine } from "@/lib/mappings/line-link-store";
import { type ConfirmedOperation, confirmOperations } from "@/lib/operations/confirm-operations";
import { type Intended, operationKind } from "@/lib/operations/kinds";
import { lineStateOf } from "@/lib/operations/line-end";
import { moveOperations, type OperationRow } from "@/lib/operations/store";
import type { LineTarget } from "@/lib/psa/records";
import { differenceFrom } from "./compare-line";
import { type LineWork, nextOperation } from "./line-work";
import type { SentStep } from "./send-round";
import { setLineStates } from "./store";

type RoundEnd = {
  /** The PSA shows the target already: confirmed without a write. */
  reached: readonly LineWork[];
  /** Neither as planned nor as wanted: what was not sent is superseded. */
  changed: readonly LineWork[];
  sent: readonly SentStep[];
};

const linkOf = (work: LineWork) => {
  const { link } = work.row.line;
  return link && { subscriptionId: link.subscriptionId, key: link.key };
};

/**
 * Ends what a round decided, in one transaction: read-back agrees > confirmed, differs > a person looks, refused and
 * changed lines say why. Updates the work's own copy of the operations, so that the next round goes on from here.
 */
export async function finishRound(ctx: Ctx, connectionId: string, end: RoundEnd): Promise<void> {
  const confirmed: ConfirmedOperation[] = [];
  const doubtful: { work: LineWork; operation: OperationRow; difference: string }[] = [];
  for (const { work, operation, outcome } of end.sent) {
    if (outcome.kind === "refused") {
      operation.state = "refused";
      continue;
    }
    const difference = readBackDifference(work, operation);
    if (difference === undefined) {
      confirmed.push({ operation, state: work.state, ...outcome, link: linkOf(work) });
      operation.state = "confirmed";
    } else {
      doubtful.push({ work, operation, difference });
      operation.state = "needs_review";
    }
  }
  for (const work of end.reached) {
    for (const operation of work.operations) {
      if (operation.state !== "planned" || operation.kind === "set_line_text") continue;
      confirmed.push({ operation, state: work.state, link: linkOf(work) });
      operation.state = "confirmed";
    }
  }
  await ctx.transaction(async (tx) => {
    await confirmOperations(tx, connectionId, confirmed);
    await saveWrittenLines(tx, connectionId, end.reached.flatMap(takenOver));
    for (const { operation, difference } of doubtful) {
      await moveOperations(tx, [operation.id], ["sending"], {
        state: "needs_review",
        error: { kind: "read_back", message: difference },
        finishedAt: tx.now,
      });
    }
    await supersede(tx, end.changed);
    await endLines(tx, [...end.reached, ...end.sent.map(({ work }) => work)]);
  });
}

/** A line that is taken over as it stands, without a write that would tie it to its subscription. */
function takenOver(work: LineWork): WrittenLine[] {
  const { psaLineId, psaContractId, psaItemId } = work.state.address;
  const link = linkOf(work);
  if (!link || psaLineId === undefined || nextOperation(work)) return [];
  return [{ psaContractId, psaItemId, psaLineId, ...link, written: {} }];
}

function readBackDifference(work: LineWork, operation: OperationRow): string | undefined {
  const intended = operation.intended as Intended;
  const kind = operationKind(operation.kind);
  if (operation.kind === "set_line_text") {
    const shown = work.state.key ?? work.state.invoiceText;
    return "key" in intended && intended.key !== work.state.key
      ? `The PSA shows '${shown ?? ""}' where '${intended.key}' was written.`
      : undefined;
  }
  const before = work.sentFrom ?? work.state;
  const { window } = work.row.line;
  const fromDate = laterDate(window.fromDate, (intended as LineTarget).effectiveDate);
  return differenceFrom(kind.expected(before, intended), work.state, { ...window, fromDate });
}

async function supersede(tx: Tx, lines: readonly LineWork[]): Promise<void> {
  for (const work of lines) {
    const unsent = work.operations.filter((operation) => operation.state === "planned");
    for (const operation of unsent) operation.state = "superseded";
    await moveOperations(
      tx,
      unsent.map((operation) => operation.id),
      ["planned"],
      { state: "superseded", finishedAt: tx.now },
    );
  }
  await setLineStates(
    tx,
    lines.map((work) => work.row.id),
    "superseded",
    "The line changed in the PSA after the plan was made.",
  );
}

/** Lines that have nothing left to send get their end; a refused step leaves the later ones unsent. */
async function endLines(tx: Tx, lines: readonly LineWork[]): Promise<void> {
  for (const work of lines) {
    const isRefused = work.operations.some((operation) => operation.state === "refused");
    const left = isRefused ? work.operations.filter((operation) => operation.state === "planned") : [];
    if (left.length > 0) {
      await moveOperations(
        tx,
        left.map((operation) => operation.id),
        ["planned"],
        { state: "superseded", finishedAt: tx.now },
      );
      for (const operation of left) operation.state = "superseded";
    }
  }
  const ended = lines.filter((work) => !nextOperation(work));
  const byState = groupBy(ended, (work) => lineStateOf(work.operations));
  for (const [state, group] of byState) {
    if (state === "planned") continue;
    await setLineStates(
      tx,
      group.map((work) => work.row.id),
      state,
    );
  }
}
