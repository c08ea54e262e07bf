import { recordAudit } from "@/lib/audit/record";
import { AppError } from "@/lib/errors";
import { type Ctx, withScope } from "./context";
import { endSessionRow } from "./session-store";

/**
 * Ends one of the person's own sessions, this one included; the next request that carries it is signed out. A session
 * of somebody else is `not_found`; one that has ended stays as it is.
 */
export async function endSession(ctx: Ctx, input: { sessionId: string }): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== "person") throw new AppError("forbidden", "API keys have no sessions.");
  const { sessionId } = input;
  const reason = sessionId === actor.sessionId ? "signed_out" : "ended_by_owner";
  await withScope(ctx, { ...ctx.scope, door: true }).transaction(async (tx) => {
    const outcome = await endSessionRow(tx, { id: sessionId, personId: actor.personId, reason });
    if (outcome === "none") throw new AppError("not_found", "There is no such session.");
    if (outcome === "ended_before") return;
    await recordAudit(tx, {
      action: "session.ended",
      recordKind: "session",
      recordId: sessionId,
      after: { reason },
    });
  });
}
