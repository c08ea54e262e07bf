import { route } from "@/lib/http/route";
import { resetBody, worldParams } from "@/lib/practice-psa/bodies";
import { resetWorld } from "@/lib/practice-psa/reset-world";
import { resetAnswer } from "@/lib/practice-psa/wire";

export const POST = route(
  {
    permission: "sandbox.use",
    summary: "Puts a PSA look-alike back to how it was made",
    params: worldParams,
    body: resetBody,
    answer: resetAnswer,
  },
  ({ ctx, params: { world }, body: { confirmation } }) => resetWorld(ctx, { world, confirmation }),
);
