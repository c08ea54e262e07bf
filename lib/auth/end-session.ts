import { and, eq, isNull } from "drizzle-orm";
import { sessions } from "@/db/schema/people";
import { recordAudit } from "@/lib/audit/record";
import { AppError } from "@/lib/errors";
import { type Ctx, withScope } from "./context";

/**
 * Ends one of the person's own sessions, this one included; the next request that carries it is signed out. A session
 * of somebody else is `not_found`; one that has ended stays as it is.
 */
export async function endSession(ctx: Ctx, sessionId: string): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== "person") throw new AppError("forbidden", "API keys have no sessions.");
  await withScope(ctx, { ...ctx.scope, door: true }).transaction(async (tx) => {
    const own = and(eq(sessions.id, sessionId), eq(sessions.personId, actor.personId));
    const found = await tx.db.select({ endedAt: sessions.endedAt }).from(sessions).where(own);
    if (!found[0]) throw new AppError("not_found", "There is no such session.");
    const reason = sessionId === actor.sessionId ? "signed_out" : "ended_by_owner";
    const ended = await tx.db
      .update(sessions)
      .set({ endedAt: tx.now, endedReason: reason })
      .where(and(own, isNull(sessions.endedAt)))
      .returning({ id: sessions.id });
    if (ended.length === 0) return;
    await recordAudit(tx, {
      action: "session.ended",
      recordKind: "session",
      recordId: sessionId,
      after: { reason },
    });
  });
}
