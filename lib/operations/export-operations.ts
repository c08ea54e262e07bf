import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { csvText } from "@/lib/csv-text";
import { type LogFilter, type LoggedOperation, listLoggedOperations } from "./action-log-store";
import { operationView } from "./list-operations";
import { operationActor } from "./operation-actor";
import { operationChange } from "./operation-change";

/** Rows of one file; whoever needs more narrows the dates. */
const rowLimit = 10_000;

const header = [
  "Time (UTC)",
  "Who",
  "Customer",
  "Product",
  "Contract",
  "What",
  "From day",
  "Before",
  "After",
  "Unit price",
  "Result",
  "PSA reference",
  "Refusal",
  "Plan",
  "Operation",
];

/** The Action Log as a file, the newest first: rows as the API tells them, and as CSV. The log says who took it out. */
export async function exportOperations(ctx: Ctx, filter: LogFilter) {
  requirePermission(ctx, "partner.read");
  requirePermission(ctx, "screen.export");
  return ctx.transaction(async (tx) => {
    const rows = await listLoggedOperations(tx, { ...filter, limit: rowLimit });
    await recordAudit(tx, {
      action: "action_log.exported",
      recordKind: "partner",
      recordId: ctx.partnerId,
      after: { ...filter, rows: rows.length },
    });
    return {
      operations: rows.map((row) => operationView(row, ctx.canSeeCost)),
      csv: csvText(header, rows.map(cells)),
    };
  });
}

function cells(row: LoggedOperation): (string | null)[] {
  const { what, before, after, unitPrice, effectiveDate } = operationChange(row);
  const actor = operationActor(row.actor);
  const error = row.error as { message?: string; psaSentence?: string } | null;
  return [
    (row.finishedAt ?? row.sentAt ?? row.createdAt).toISOString(),
    actor.name ?? actor.id,
    row.customerName,
    row.productName,
    row.contractName,
    what,
    effectiveDate,
    before,
    after,
    unitPrice,
    row.state,
    row.psaReference,
    error?.psaSentence ?? error?.message ?? null,
    row.planId,
    row.id,
  ];
}
