import type { Ctx, Tx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { openConnector } from "@/lib/connections/open-connector";
import { businessDate, earlierDate, laterDate } from "@/lib/dates";
import { readDeployment } from "@/lib/deployment/store";
import { AppError } from "@/lib/errors";
import { groupBy } from "@/lib/group-by";
import type { ChargeToAdd } from "@/lib/operations/charge-kinds";
import { isCharge } from "@/lib/operations/kinds";
import { ownChangesOf } from "@/lib/operations/own-changes-query";
import type { Connector } from "@/lib/psa/connector";
import { inverseLine, type LineToUndo, lineToUndo, type UndoRun } from "./inverse-line";
import { lockKeyOf } from "./lock-key";
import { makePlan } from "./make-plan";
import { dateOf, type OperationToUndo, operationsToUndo } from "./undo-query";

/**
 * Makes the plan that takes confirmed writes back: one operation, several, or a whole plan. Reads the lines as they are
 * now; the plan says from which day each goes back, what stays billed and what is not possible any more. Nothing is
 * written before it is approved. An undo can itself be taken back.
 */
export async function undoOperations(
  ctx: Ctx,
  which: { operationIds: readonly string[] } | { planId: string },
): Promise<{ planId: string }> {
  requirePermission(ctx, "sync.decide");
  const loaded = await ctx.transaction((tx) => load(tx, which));
  const connector = await openConnector(ctx, loaded.connectionId);
  const window = loaded.lines.reduce(
    (whole, { window: one }) => ({
      fromDate: earlierDate(whole.fromDate, one.fromDate),
      toDate: laterDate(whole.toDate, one.toDate),
    }),
    { fromDate: loaded.today, toDate: loaded.today },
  );
  const states = await connector.readLines(
    loaded.lines.map((line) => line.address),
    window,
  );
  const run = { ...loaded, connector, ...(await readCharges(connector, loaded.lines)) };
  const lines = loaded.lines.flatMap((line, index) => {
    const state = states[index];
    return state ? [{ customerId: line.customerId, line: inverseLine(line, state, run) }] : [];
  });
  return ctx.transaction(async (tx) => {
    const { plan } = await makePlan(tx, {
      connectionId: loaded.connectionId,
      origin: "undo",
      readAt: tx.now,
      capabilities: connector.capabilities,
      lines,
      undoes: which,
    });
    return { planId: plan.id };
  });
}

/** The charges to be taken back as they are now, and whether they may be deleted. Without any: no call. */
async function readCharges(
  connector: Connector,
  lines: readonly LineToUndo[],
): Promise<Pick<UndoRun, "standing" | "terms">> {
  const charges = lines.flatMap((line) => line.charges);
  const [first] = charges;
  if (!first) return { standing: new Map(), terms: undefined };
  const terms = await connector.checkCharges((first.intended as ChargeToAdd).psaBillingCodeId);
  const standing = await connector.readCharges(charges.flatMap(({ psaReference }) => psaReference ?? []));
  return { terms, standing: new Map(standing.map((charge) => [charge.psaChargeId, charge])) };
}

type Loaded = {
  connectionId: string;
  today: string;
  vendor: string;
  lines: LineToUndo[];
};

async function load(
  tx: Tx,
  which: { operationIds: readonly string[] } | { planId: string },
): Promise<Loaded> {
  const found = await operationsToUndo(tx, which);
  const [first] = found;
  if (!first) throw new AppError("not_found", "There is nothing of that name to take back.");
  const open = found.filter(canBeTakenBack);
  if (open.length === 0) throw new AppError("precondition_failed", whyNot(first));
  if (open.some((operation) => operation.connectionId !== first.connectionId)) {
    throw new AppError(
      "invalid",
      "These writes belong to several connections. Take back each connection's alone.",
    );
  }
  const today = businessDate(tx.now, first.timeZone);
  // A charge without a line of its own counts for its contract and item.
  const byLine = [
    ...groupBy(open, ({ psaLineId, line }) => psaLineId ?? lockKeyOf(line.plan.address)).values(),
  ];
  const earliest = open.map(dateOf).reduce(earlierDate, today);
  const lineIds = open.flatMap(({ psaLineId }) => psaLineId ?? []);
  const changes = await ownChangesOf(tx, first.connectionId, [...new Set(lineIds)], earliest);
  return {
    connectionId: first.connectionId,
    today,
    vendor: (await readDeployment(tx)).vendorName,
    lines: byLine.map((operations) =>
      lineToUndo(operations, changes.get(operations[0]?.psaLineId ?? "") ?? [], today),
    ),
  };
}

/** The key in a line stays where it is: it names what the line is, and an empty line keeps its name. */
const canBeTakenBack = (operation: OperationToUndo): boolean =>
  operation.state === "confirmed" &&
  !operation.isUndone &&
  operation.kind !== "set_line_text" &&
  (operation.psaLineId !== null || isCharge(operation));

function whyNot({ state, isUndone, kind, psaLineId }: OperationToUndo): string {
  if (isUndone) return "It was taken back already.";
  if (kind === "set_line_text") return "The key of a line stays; take back its quantity instead.";
  if (state === "confirmed" && psaLineId === null)
    return "The PSA never showed its line; there is nothing to take back.";
  return `Only a confirmed write can be taken back; this one is ${state}.`;
}
