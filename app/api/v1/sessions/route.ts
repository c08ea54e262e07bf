import { listSessions } from "@/lib/auth/list-sessions";
import { sessionsAnswer } from "@/lib/auth/session-wire";
import { publicRoute } from "@/lib/http/public-route";
import { route } from "@/lib/http/route";
import { answerSignIn, credentials, signedIn } from "@/lib/http/sign-in-answer";

export const POST = publicRoute(
  { summary: "Signs in; the session's cookie comes with the answer", body: credentials, answer: signedIn },
  answerSignIn,
);

export const GET = route(
  {
    permission: "person",
    summary: "Lists where the person is signed in",
    answer: sessionsAnswer,
  },
  async ({ ctx }) => ({ sessions: await listSessions(ctx) }),
);
