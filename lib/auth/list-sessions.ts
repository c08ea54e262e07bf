import { and, desc, eq, isNull } from "drizzle-orm";
import { sessions } from "@/db/schema/people";
import { AppError } from "@/lib/errors";
import { type Ctx, withScope } from "./context";
import { isLive } from "./live-session";

export type ListedSession = {
  id: string;
  startedAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
  fromAddress: string | null;
  userAgent: string | null;
  isThisOne: boolean;
};

/** Where the person is signed in now, the latest first. */
export async function listSessions(ctx: Ctx): Promise<ListedSession[]> {
  const { actor } = ctx;
  if (actor.kind !== "person") throw new AppError("forbidden", "API keys have no sessions.");
  return withScope(ctx, { ...ctx.scope, door: true }).transaction(async (tx) => {
    const rows = await tx.db
      .select()
      .from(sessions)
      .where(and(eq(sessions.personId, actor.personId), isNull(sessions.endedAt)))
      .orderBy(desc(sessions.startedAt));
    return rows
      .filter((row) => isLive(row, tx.now))
      .map(({ id, startedAt, lastSeenAt, expiresAt, fromAddress, userAgent }) => ({
        id,
        startedAt,
        lastSeenAt,
        expiresAt,
        fromAddress,
        userAgent,
        isThisOne: id === actor.sessionId,
      }));
  });
}
