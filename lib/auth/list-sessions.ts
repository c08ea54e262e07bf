import { AppError } from "@/lib/errors";
import { type Ctx, withScope } from "./context";
import { isLive } from "./live-session";
import { type SessionRow, sessionsOf } from "./session-store";

export type ListedSession = Pick<
  SessionRow,
  "id" | "startedAt" | "lastSeenAt" | "expiresAt" | "fromAddress" | "userAgent"
> & { isThisOne: boolean };

/** Where the person is signed in now, the latest first. */
export async function listSessions(ctx: Ctx): Promise<ListedSession[]> {
  const { actor } = ctx;
  if (actor.kind !== "person") throw new AppError("forbidden", "API keys have no sessions.");
  return withScope(ctx, { ...ctx.scope, door: true }).transaction(async (tx) => {
    const rows = await sessionsOf(tx, actor.personId);
    return rows
      .filter((row) => isLive(row, tx.now))
      .map((row) => ({ ...row, isThisOne: row.id === actor.sessionId }));
  });
}
