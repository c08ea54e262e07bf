import { route } from "@/lib/http/route";
import { listWorlds } from "@/lib/practice-psa/list-worlds";
import { worldsAnswer } from "@/lib/practice-psa/wire";

export const GET = route(
  {
    permission: "sandbox.read",
    summary: "The PSA look-alikes that the reader may look into; in demo mode only",
    answer: worldsAnswer,
  },
  async ({ ctx }) => ({ worlds: await listWorlds(ctx) }),
);
