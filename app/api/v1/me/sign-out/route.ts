import { endSession } from "@/lib/auth/end-session";
import { endedSessionCookie } from "@/lib/auth/session-token";
import { nothing, route } from "@/lib/http/route";
import { redirect } from "@/lib/http/sign-in-answer";

/** Answers the form of the user menu: the browser goes on to the sign-in page, without its cookie. */
export const POST = route(
  { permission: "person", summary: "Signs out: this session ends at once", answer: nothing },
  async ({ ctx }) => {
    if (ctx.actor.kind === "person") await endSession(ctx, { sessionId: ctx.actor.sessionId });
    const answer = redirect("/sign-in");
    answer.headers.append("set-cookie", endedSessionCookie());
    return answer;
  },
);
