import { and, eq, gte, sql } from "drizzle-orm";
import { psaBudgets, psaCallMinutes } from "@/db/schema/budget";
import type { Tx } from "@/lib/auth/context";
import { toInstant } from "@/lib/clock";

export type CallWish = {
  databaseKey: string;
  entity: string;
  connectionId: string;
  holder: string;
  /** `ctx.presence()` of the holder's process. */
  presence: number;
  slots: number;
  leaseMs: number;
  /** Calls of the PSA's rolling hour, and how much of it is ours in per cent. */
  allowance: number;
  sharePct: number;
  isPerson: boolean;
};

export type Verdict =
  | { verdict: "go"; slot: number }
  | { verdict: "no_slot" }
  | { verdict: "own_budget" | "blocked"; resumeAt: Date; waitMs: number };

/** One statement: the function `psa_take_call` of db/sql/psa-budget.sql. */
export async function takeCall(tx: Tx, wish: CallWish): Promise<Verdict> {
  const { rows } = await tx.db.execute<{
    verdict: Verdict["verdict"];
    slot: number | null;
    resume_ms: string | null;
    wait_ms: string | null;
  }>(sql`select verdict, slot, wait_ms, (extract(epoch from resume_at) * 1000)::bigint as resume_ms from psa_take_call(
    ${wish.databaseKey}, ${wish.entity}, ${wish.connectionId}, ${wish.holder}, ${wish.presence}, ${wish.slots}, ${wish.leaseMs},
    ${wish.allowance}, ${wish.sharePct}, ${wish.isPerson})`);
  const row = rows[0];
  if (row?.verdict === "go" && row.slot !== null) return { verdict: "go", slot: row.slot };
  if (row?.verdict === "no_slot") return { verdict: "no_slot" };
  if ((row?.verdict === "own_budget" || row?.verdict === "blocked") && row.resume_ms) {
    const [resumeMs, waitMs] = [row.resume_ms, row.wait_ms ?? "0"].map((text) => Number.parseInt(text, 10));
    return { verdict: row.verdict, resumeAt: toInstant(resumeMs ?? 0), waitMs: waitMs ?? 0 };
  }
  throw new Error("psa_take_call gave no verdict.");
}

export async function giveBack(
  tx: Tx,
  held: Pick<CallWish, "databaseKey" | "entity" | "holder"> & { slot: number },
  outcome: { kind: string; retryAfterMs?: number },
): Promise<void> {
  await tx.db.execute(sql`select psa_give_back(
    ${held.databaseKey}, ${held.entity}, ${held.slot}, ${held.holder}, ${outcome.kind}, ${outcome.retryAfterMs ?? 0})`);
}

export type HourOfCalls = {
  /** Calls of this connection, and of all connections on the database, in the rolling hour. */
  byConnection: number;
  byUs: number;
  /** Of the customer's other integrations, as last told; undefined when nothing was told within the hour. */
  byOthers: number | undefined;
  toldAt: Date | undefined;
  blockedUntil: Date | undefined;
};

export async function readHour(tx: Tx, databaseKey: string, connectionId: string): Promise<HourOfCalls> {
  const firstMinute = Math.floor(tx.now.getTime() / 60_000) - 60;
  const [counted] = await tx.db
    .select({
      byUs: sql<number>`coalesce(sum(${psaCallMinutes.calls}), 0)::int`,
      byConnection: sql<number>`coalesce(sum(${psaCallMinutes.calls})
        filter (where ${psaCallMinutes.connectionId} = ${connectionId}), 0)::int`,
    })
    .from(psaCallMinutes)
    .where(and(eq(psaCallMinutes.databaseKey, databaseKey), gte(psaCallMinutes.minute, firstMinute)));
  const [budget] = await tx.db.select().from(psaBudgets).where(eq(psaBudgets.databaseKey, databaseKey));
  const isFresh = budget?.toldAt != null && budget.toldAt.getTime() > tx.now.getTime() - 3_600_000;
  const isBlocked = budget?.blockedUntil != null && budget.blockedUntil > tx.now;
  return {
    byConnection: counted?.byConnection ?? 0,
    byUs: counted?.byUs ?? 0,
    byOthers: isFresh ? budget.othersCalls : undefined,
    toldAt: budget?.toldAt ?? undefined,
    blockedUntil: isBlocked ? (budget.blockedUntil ?? undefined) : undefined,
  };
}

/** Notes what others used of the hour: the PSA's count less our own. */
export async function noteOthersCalls(tx: Tx, databaseKey: string, usedByAll: number): Promise<void> {
  const { byUs } = await readHour(tx, databaseKey, "00000000-0000-0000-0000-000000000000");
  const othersCalls = Math.max(0, usedByAll - byUs);
  await tx.db
    .insert(psaBudgets)
    .values({ databaseKey, othersCalls, toldAt: tx.now })
    .onConflictDoUpdate({ target: psaBudgets.databaseKey, set: { othersCalls, toldAt: tx.now } });
}
