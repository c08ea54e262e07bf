import { z } from "zod";
import { listSessions } from "@/lib/auth/list-sessions";
import { publicRoute } from "@/lib/http/public-route";
import { route } from "@/lib/http/route";
import { answerSignIn, credentials, signedIn } from "@/lib/http/sign-in-answer";

export const POST = publicRoute(
  { summary: "Signs in; the session's cookie comes with the answer", body: credentials, answer: signedIn },
  answerSignIn,
);

const session = z.object({
  id: z.uuid(),
  startedAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  fromAddress: z.string().nullable(),
  userAgent: z.string().nullable(),
  isThisOne: z.boolean(),
});

export const GET = route(
  {
    permission: "person",
    summary: "Lists where the person is signed in",
    answer: z.object({ sessions: z.array(session) }),
  },
  async ({ ctx }) => ({ sessions: await listSessions(ctx) }),
);
