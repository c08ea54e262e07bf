import { sql } from "drizzle-orm";
import { uuidArray } from "@/db/uuid-array";
import type { Tx } from "@/lib/auth/context";
import type { ChargeToAdd, ChargeToRemove } from "@/lib/operations/charge-kinds";
import type { StoredLineState } from "@/lib/psa/line-state-json";
import type { LineTarget } from "@/lib/psa/records";
import type { StoredLine } from "./stored-line";

/** One operation to be taken back, with everything its inverse depends on. */
export type OperationToUndo = {
  operationId: string;
  state: string;
  kind: string;
  position: number;
  isUndone: boolean;
  connectionId: string;
  connectionName: string;
  timeZone: string;
  customerId: string | null;
  psaLineId: string | null;
  before: StoredLineState | null;
  /** The PSA's id of what was written, where it told one. */
  psaReference: string | null;
  intended: LineTarget | ChargeToAdd | ChargeToRemove;
  line: StoredLine;
};

/** The day an operation counts from. */
export const dateOf = ({ intended }: OperationToUndo): string =>
  "date" in intended ? intended.date : intended.effectiveDate;

/** By ids, or all of one plan; in the order they were confirmed. Another partner's are not there. */
export async function operationsToUndo(
  tx: Tx,
  which: { operationIds: readonly string[] } | { planId: string },
): Promise<OperationToUndo[]> {
  const chosen =
    "planId" in which
      ? sql`o.plan_id = ${which.planId}::uuid`
      : sql`o.id = any(${uuidArray(which.operationIds)})`;
  const { rows } = await tx.db.execute<OperationToUndo>(sql`
    select o.id as "operationId", o.state, o.kind, o.position, o.undone_by_operation_id is not null as "isUndone",
           o.connection_id as "connectionId", k.name as "connectionName", k.time_zone as "timeZone",
           o.customer_id as "customerId", o.psa_line_id as "psaLineId", o.before,
           o.psa_reference as "psaReference", o.intended, l.line
      from operations as o
      join plan_lines as l on l.partner_id = o.partner_id and l.id = o.plan_line_id
      join connections as k on k.partner_id = o.partner_id and k.id = o.connection_id
     where o.partner_id = ${tx.ctx.partnerId}::uuid and ${chosen}
     order by o.finished_at nulls last, o.position`);
  return rows;
}

/**
 * Which of these operations cannot be taken back (any more): they are taken back, or another approved plan is at it.
 * Locks them, so that of two plans that take the same back only one is approved.
 */
export async function takenBackAlready(tx: Tx, operationIds: readonly string[]): Promise<string[]> {
  if (operationIds.length === 0) return [];
  const { rows } = await tx.db.execute<{ id: string; isTaken: boolean }>(sql`
    select o.id, o.undone_by_operation_id is not null or exists (
             select from operations as u
              where u.partner_id = o.partner_id and u.undoes_operation_id = o.id
                and u.state in ('planned', 'sending', 'unknown', 'needs_review')) as "isTaken"
      from operations as o
     where o.partner_id = ${tx.ctx.partnerId}::uuid and o.id = any(${uuidArray(operationIds)})
     order by o.id
       for update of o`);
  return rows.filter(({ isTaken }) => isTaken).map(({ id }) => id);
}
