import { route } from "@/lib/http/route";
import { clockBody, worldParams } from "@/lib/practice-psa/bodies";
import { getClock } from "@/lib/practice-psa/get-clock";
import { moveClock } from "@/lib/practice-psa/move-clock";
import { clockAnswer } from "@/lib/practice-psa/wire";

export const GET = route(
  {
    permission: "sandbox.read",
    summary: "The time of a PSA look-alike beside the portal's",
    params: worldParams,
    answer: clockAnswer,
  },
  ({ ctx, params }) => getClock(ctx, params),
);

export const POST = route(
  {
    permission: "sandbox.use",
    summary: "Moves the demo's time on, in the portal and in every PSA look-alike",
    params: worldParams,
    body: clockBody,
    answer: clockAnswer,
  },
  ({ ctx, params: { world }, body }) => moveClock(ctx, { world, ...body }),
);
