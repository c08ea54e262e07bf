import { recordAudit } from "@/lib/audit/record";
import type { Ctx, Tx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { openConnector } from "@/lib/connections/open-connector";
import { businessDate } from "@/lib/dates";
import { readDeployment } from "@/lib/deployment/store";
import { AppError } from "@/lib/errors";
import { ownChangesOf } from "@/lib/operations/own-changes-query";
import { makePlan } from "@/lib/plans/make-plan";
import type { OwnChange } from "@/lib/plans/plan-line-input";
import { PsaError } from "@/lib/psa/errors";
import type { FindingDetail } from "./finding";
import { type KnownLine, knownLines } from "./line-memory-query";
import { revertLine, windowOfRevert } from "./revert-line";
import { undecidedDrift } from "./undecided-drift";

/**
 * Makes the plan that writes our value over a hand edit again, from what the PSA shows now. Nothing is sent before it is
 * approved, and the finding stays open until both sides agree.
 */
export async function revertDrift(ctx: Ctx, input: { findingId: string }): Promise<{ planId: string }> {
  requirePermission(ctx, "sync.decide");
  const loaded = await ctx.transaction((tx) => load(tx, input.findingId));
  const { line, today } = loaded;
  const connector = await openConnector(ctx, line.connectionId);
  const { psaContractId, psaItemId, psaLineId } = line;
  const window = windowOfRevert(line, today);
  const [state] = await connector.readLines([{ psaContractId, psaItemId, psaLineId }], window);
  if (!state) throw new PsaError("bad_answer", "The PSA answered fewer lines than it was asked for.");
  const stored = revertLine({ ...loaded, state, window, connector });
  return ctx.transaction(async (tx) => {
    const { plan } = await makePlan(tx, {
      connectionId: line.connectionId,
      origin: "revert",
      readAt: tx.now,
      capabilities: connector.capabilities,
      lines: [{ customerId: line.customerId, line: stored }],
      undoes: { findingId: input.findingId },
    });
    await recordAudit(tx, {
      action: "drift.reverted",
      recordKind: "line_link",
      recordId: line.lineLinkId,
      after: { planId: plan.id, findingId: input.findingId, [loaded.detail.field]: loaded.detail.ours },
    });
    return { planId: plan.id };
  });
}

type Loaded = {
  line: KnownLine;
  detail: FindingDetail;
  today: string;
  vendor: string;
  ownChanges: readonly OwnChange[];
};

async function load(tx: Tx, findingId: string): Promise<Loaded> {
  const { connectionId, ids, detail } = await undecidedDrift(tx, findingId);
  const psaLineId = ids.psaLineId ?? "";
  const line = (await knownLines(tx, connectionId, [psaLineId])).get(psaLineId);
  if (!line) throw new AppError("precondition_failed", "The line is not ours to write any more.");
  const today = businessDate(tx.now, line.timeZone);
  const changes = await ownChangesOf(tx, connectionId, [psaLineId], windowOfRevert(line, today).fromDate);
  return {
    line,
    detail,
    today,
    vendor: (await readDeployment(tx)).vendorName,
    ownChanges: changes.get(psaLineId) ?? [],
  };
}
