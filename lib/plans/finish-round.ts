import type { Ctx, Tx } from "@/lib/auth/context";
import { laterDate } from "@/lib/dates";
import { groupBy } from "@/lib/group-by";
import { saveWrittenLines, type WrittenLine } from "@/lib/mappings/line-link-store";
import type { ChargeToAdd } from "@/lib/operations/charge-kinds";
import { type ConfirmedOperation, confirmOperations } from "@/lib/operations/confirm-operations";
import { type Intended, isCharge, isLineChange, operationKind } from "@/lib/operations/kinds";
import { isHalted, lineStateOf } from "@/lib/operations/line-end";
import { moveOperations, type OperationRow, operationsOfLines } from "@/lib/operations/store";
import type { LineTarget } from "@/lib/psa/records";
import { differenceFrom } from "./compare-line";
import type { LineWork } from "./line-work";
import type { SentStep } from "./send-round";
import { setLineStates } from "./store";

type RoundEnd = {
  /** The PSA shows the target already: confirmed without a write. */
  reached: readonly LineWork[];
  /** Neither as planned nor as wanted: what was not sent is superseded. */
  changed: readonly LineWork[];
  /** The ledger had ended all their steps before this run. */
  decided: readonly LineWork[];
  sent: readonly SentStep[];
};

const linkOf = (work: LineWork) => {
  const { link } = work.row.line;
  return link && { subscriptionId: link.subscriptionId, key: link.key };
};

/**
 * Ends what a round decided, in one transaction: read-back agrees > confirmed, differs > a person looks, refused and
 * changed lines say why. The work's operations are read again from the ledger, so that the next round (and the lines'
 * ends) go on from what stands there, whoever else has decided something of it meanwhile.
 */
export async function finishRound(ctx: Ctx, connectionId: string, end: RoundEnd): Promise<void> {
  const confirmed = end.reached.flatMap((work): ConfirmedOperation[] =>
    work.operations
      .filter((operation) => operation.state === "planned" && isLineChange(operation))
      .map((operation) => ({ operation, state: work.state, link: linkOf(work) })),
  );
  const doubtful: { operation: OperationRow; difference: string }[] = [];
  for (const { work, operation, outcome, difference: noted } of end.sent) {
    if (outcome.kind === "refused") continue;
    const { reference, durationMs } = outcome;
    const difference = isCharge(operation) ? noted : readBackDifference(work, operation);
    if (difference !== undefined) doubtful.push({ operation, difference });
    else confirmed.push({ operation, state: work.state, reference, durationMs, link: linkOf(work) });
  }
  const lines = [...end.reached, ...end.changed, ...end.decided, ...end.sent.map(({ work }) => work)];
  if (lines.length === 0) return;
  await ctx.transaction(async (tx) => {
    await confirmOperations(tx, connectionId, confirmed);
    await saveWrittenLines(tx, connectionId, end.reached.flatMap(takenOver));
    for (const { operation, difference } of doubtful) {
      // A charge that was found to stand twice before it was sent again is still planned.
      await moveOperations(tx, [operation.id], ["sending", "planned"], {
        state: "needs_review",
        error: { kind: "read_back", message: difference },
        finishedAt: tx.now,
      });
    }
    await supersedeUnsent(tx, end.changed);
    await readOperations(tx, lines);
    const halted = lines.filter(({ operations }) => isHalted(operations));
    await supersedeUnsent(tx, halted);
    await endLines(tx, lines, end.changed);
  });
}

/** A line that is taken over as it stands, without a write that would tie it to its subscription. */
function takenOver(work: LineWork): WrittenLine[] {
  const { psaLineId, psaContractId, psaItemId } = work.state.address;
  const link = linkOf(work);
  if (!link || psaLineId === undefined || !work.operations.every(isCharge)) return [];
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

/** Steps that are not sent any more: their line had changed, or a step before them was refused. */
async function supersedeUnsent(tx: Tx, lines: readonly LineWork[]): Promise<void> {
  const unsent = lines.flatMap(({ operations }) => operations.filter(({ state }) => state === "planned"));
  for (const operation of unsent) operation.state = "superseded";
  await moveOperations(
    tx,
    unsent.map((operation) => operation.id),
    ["planned"],
    { state: "superseded", finishedAt: tx.now },
  );
}

async function readOperations(tx: Tx, lines: readonly LineWork[]): Promise<void> {
  const rows = await operationsOfLines(
    tx,
    lines.map((work) => work.row.id),
  );
  const byLine = groupBy(rows, (operation) => operation.planLineId);
  for (const work of lines) work.operations = byLine.get(work.row.id) ?? [];
}

const changedMeanwhile = "The line changed in the PSA after the plan was made.";
const changedHalfway =
  "One step was written, then the line changed in the PSA. The rest was not sent; plan it again.";

/** Lines that have nothing left to send get their end, as the ledger has it, and a note where more is to be said. */
async function endLines(tx: Tx, lines: readonly LineWork[], changed: readonly LineWork[]): Promise<void> {
  const endOf = (work: LineWork) =>
    changed.includes(work) && work.operations.length === 0 ? "superseded" : lineStateOf(work.operations);
  for (const [state, ended] of groupBy(lines, endOf)) {
    if (state === "planned") continue;
    const note = state === "superseded" ? changedMeanwhile : changedHalfway;
    const noteOf = (work: LineWork) => (changed.includes(work) ? note : refusedCharges(work));
    for (const [said, group] of groupBy(ended, noteOf)) {
      const lineIds = group.map((work) => work.row.id);
      await setLineStates(tx, lineIds, state, said);
    }
  }
}

/** What is left to a person behind a line that stands. */
function refusedCharges({ operations, row }: LineWork): string | undefined {
  const sentences = operations
    .filter((operation) => operation.state === "refused" && isCharge(operation))
    .flatMap(({ intended }) => {
      const { charge } = row.line.plan.remainders[(intended as ChargeToAdd).remainder] ?? {};
      return charge?.ifRefused ?? [];
    });
  return sentences.length === 0 ? undefined : sentences.join(" ");
}
