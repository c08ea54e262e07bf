import type pg from "pg";
import { type BillingStage, lineIdOf, sandboxControl } from "../support/billing-stage";

type WorldLine = {
  id: number;
  units: { startDate: string; endDate: string; units: number }[];
  adjustments: { effectiveDate: string; unitChange: number | null; operation?: string | null }[];
};

export type Findings = {
  operations: number;
  /** Intended, confirmed or not, and not in the PSA's world. */
  lost: number;
  /** In the PSA's world more often than intended. */
  doubled: number;
  /** Operations without an end, tasks without an end. */
  stuck: number;
  needsReview: number;
  /** Lines whose units are not what the model says. */
  wrongUnits: number;
  /** Adjustments that no operation stands for. */
  strangers: number;
  withoutAudit: number;
  /** What to look at first; empty in a clean run. */
  details: string[];
};

export const isClean = (found: Findings): boolean =>
  found.lost + found.doubled + found.stuck + found.needsReview + found.wrongUnits + found.strangers === 0 &&
  found.withoutAudit === 0;

/**
 * The invariant checker: compares ledger, tasks and audit with the truth of the PSA sandbox's world. `expected` is the
 * model: units of a line (by its index) on a day.
 */
export async function findInvariantBreaches(
  pool: pg.Pool,
  sandboxUrl: string,
  stage: BillingStage,
  expected: (index: number) => { date: string; units: number }[],
): Promise<Findings> {
  const { lines } = await sandboxControl<{ lines: WorldLine[] }>(sandboxUrl, stage.world, "world?only=lines");
  const byId = new Map(lines.map((line) => [String(line.id), line]));
  const { rows: operations } = await pool.query<{ id: string; state: string; line: string; change: number }>(
    `select id, state, address ->> 'psaLineId' as line,
            ((intended ->> 'quantity')::numeric - (intended ->> 'quantityBefore')::numeric)::float8 as change
       from operations where partner_id = $1 and kind = 'set_line_quantity'`,
    [stage.partnerId],
  );
  const made = new Map<string, number>();
  for (const line of lines) {
    for (const { operation } of line.adjustments) {
      const key = operation ?? "nobody";
      made.set(key, (made.get(key) ?? 0) + 1);
    }
  }
  const final = new Set(["confirmed", "refused", "superseded", "needs_review"]);
  const known = new Set(operations.map((operation) => operation.id));
  const { rows: open } = await pool.query<{ what: string }>(
    `select 'task ' || number || ' ' || state as what from sync_tasks where partner_id = $1
        and state in ('approved', 'applying', 'held', 'scheduled', 'needs_mapping')`,
    [stage.partnerId],
  );
  const { rows: unaudited } = await pool.query(
    `select 1 from operations as o where partner_id = $1 and state = 'confirmed' and not exists (
       select from audit_entries as a where a.partner_id = o.partner_id and a.record_id = o.id::text
          and a.action = 'operation.confirmed')`,
    [stage.partnerId],
  );
  const confirmed = operations.filter((operation) => operation.state === "confirmed");
  const unended = operations.filter((operation) => !final.has(operation.state));
  return {
    details: [
      ...unended.map((operation) => `operation ${operation.id} ${operation.state}`),
      ...open.map((task) => task.what),
    ].slice(0, 10),
    operations: operations.length,
    lost: confirmed.filter((operation) => !made.has(operation.id)).length,
    doubled: [...made.values()].filter((count) => count > 1).length,
    stuck: unended.length + open.length,
    needsReview: operations.filter((operation) => operation.state === "needs_review").length,
    wrongUnits: Array.from({ length: stage.lines }, (_, index) => index).filter(
      (index) => !matches(byId.get(lineIdOf(index)), expected(index)),
    ).length,
    strangers: [...made.keys()].filter((key) => !known.has(key)).length,
    withoutAudit: unaudited.length,
  };
}

function matches(line: WorldLine | undefined, model: { date: string; units: number }[]): boolean {
  return model.every(({ date, units }) => {
    const row = line?.units.findLast(
      (each) => each.startDate.slice(0, 10) <= date && date <= each.endDate.slice(0, 10),
    );
    return row?.units === units;
  });
}
