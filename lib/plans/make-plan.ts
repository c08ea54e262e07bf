import { createHash, randomUUID } from "node:crypto";
import { recordAudit } from "@/lib/audit/record";
import type { Tx } from "@/lib/auth/context";
import { findConnection } from "@/lib/connections/store";
import { AppError } from "@/lib/errors";
import { canonicalText, toJson } from "@/lib/json";
import type { Capabilities } from "@/lib/psa/connector";
import { forecastOf } from "./forecast";
import { lockKeyOf } from "./lock-key";
import { planHeadline, planTotals, writesOf } from "./plan-totals";
import { insertPlan, type PlanRow } from "./store";
import type { StoredLine } from "./stored-line";

/** What approving binds to: every line as it would be written, without the ids it was stored under. */
export function planHash(lines: readonly StoredLine[]): string {
  return createHash("sha256")
    .update(canonicalText(toJson(lines)))
    .digest("hex");
}

/**
 * Freezes lines into a plan: hash, totals, headline, forecast of calls and time. Ids of the stored lines come back in
 * the order given.
 */
export async function makePlan(
  tx: Tx,
  made: {
    connectionId: string;
    origin: PlanRow["origin"];
    readAt: Date;
    lines: readonly { customerId: string | null; line: StoredLine }[];
    capabilities: Capabilities;
    undoes?: unknown;
  },
): Promise<{ plan: PlanRow; lineIds: string[] }> {
  const connection = await findConnection(tx, made.connectionId);
  if (!connection) throw new AppError("not_found", "There is no such connection.");
  const stored = made.lines.map(({ line }) => line);
  const totals = planTotals(stored);
  const rows = made.lines.map(({ customerId, line }, position) => ({
    id: randomUUID(),
    position,
    customerId,
    lockKey: lockKeyOf(line.plan.address),
    line,
  }));
  // Two lines of one name would be written side by side, each on top of a reading that the other makes wrong.
  if (new Set(rows.map((row) => row.lockKey)).size < rows.length) {
    throw new Error("A plan holds each contract line once.");
  }
  const plan = await insertPlan(
    tx,
    {
      connectionId: made.connectionId,
      origin: made.origin,
      state: "draft",
      hash: planHash(stored),
      readAt: made.readAt,
      headline: planHeadline(totals),
      totals,
      forecast: forecastOf(
        { lines: stored.length, changes: stored.reduce((count, line) => count + writesOf(line), 0) },
        {
          callsPerHour: made.capabilities.callsPerHour,
          share: connection.callSharePct / 100,
          callsInFlight: made.capabilities.callsInFlightPerEntity,
        },
      ),
      undoes: made.undoes ?? null,
    },
    rows,
  );
  await recordAudit(tx, {
    action: "plan.created",
    recordKind: "plan",
    recordId: plan.id,
    after: { headline: plan.headline, hash: plan.hash, origin: plan.origin },
  });
  return { plan, lineIds: rows.map((row) => row.id) };
}
