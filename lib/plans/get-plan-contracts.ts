import type { Ctx, Tx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { findConnection } from "@/lib/connections/store";
import { businessDate } from "@/lib/dates";
import { groupBy } from "@/lib/group-by";
import { contractRecurring } from "./contract-recurring";
import { linesOnContracts, type MirroredLine } from "./plan-contracts-query";
import { getPlanRow, linesOfPlan, type PlanLineRow } from "./store";

/** Whole contracts are shown for what one person looks at; a batch has its totals. */
const contractsAtMost = 50;

/**
 * The contracts of a small plan as a whole: recurring amount now and after, the lines that stay as they are, and what
 * the PSA showed of the plan's own lines when they were last read (after applying: the read-back).
 */
export async function getPlanContracts(ctx: Ctx, input: { planId: string }) {
  requirePermission(ctx, "partner.read");
  return ctx.transaction(async (tx) => {
    const plan = await getPlanRow(tx, input.planId);
    const rows = await linesOfPlan(tx, plan.id, { from: 0, to: 4 * contractsAtMost });
    const byContract = groupBy(rows, ({ line }) => line.plan.address.psaContractId);
    const ids = [...byContract.keys()].slice(0, contractsAtMost);
    const today = await businessDay(tx, plan.connectionId);
    const standing = groupBy(
      await linesOnContracts(tx, plan.connectionId, ids, today),
      (line) => line.psaContractId,
    );
    return {
      contracts: ids.map((id) => contractOf(id, byContract.get(id) ?? [], standing.get(id) ?? [])),
    };
  });
}

async function businessDay(tx: Tx, connectionId: string): Promise<string> {
  const connection = await findConnection(tx, connectionId);
  return businessDate(tx.now, connection?.timeZone ?? "UTC");
}

function contractOf(psaContractId: string, rows: readonly PlanLineRow[], standing: readonly MirroredLine[]) {
  const isOf = (line: MirroredLine, { line: { plan, link } }: PlanLineRow) =>
    plan.address.psaLineId === undefined
      ? plan.address.psaItemId === line.psaItemId && line.key === link?.key
      : plan.address.psaLineId === line.psaLineId;
  const others = standing.filter((line) => !rows.some((row) => isOf(line, row)));
  const planned = rows.map(({ line }) => line);
  return {
    psaContractId,
    name: rows[0]?.line.subject.contractName ?? psaContractId,
    ...contractRecurring(planned, others),
    nextInvoiceDate: planned.find(({ plan }) => plan.money?.nextPeriod)?.plan.money?.nextPeriod?.startDate,
    otherLines: others.map(({ psaLineId, itemName, quantity, unitPrice }) => ({
      psaLineId,
      itemName: itemName ?? psaLineId,
      quantity,
      unitPrice,
    })),
    shown: rows.flatMap((row) => {
      const line = standing.find((one) => isOf(one, row));
      if (!line) return [];
      const { psaLineId, unitPrice, key, periods, readAt } = line;
      const { fromDate, toDate } = row.line.window;
      const inSight = periods.filter((period) => period.endDate >= fromDate && period.startDate <= toDate);
      return [{ planLineId: row.id, psaLineId, unitPrice, key, periods: inSight, readAt }];
    }),
  };
}
