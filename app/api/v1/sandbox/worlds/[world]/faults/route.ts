import { route } from "@/lib/http/route";
import { faultsBody, worldParams } from "@/lib/practice-psa/bodies";
import { changeFaults } from "@/lib/practice-psa/change-faults";
import { listFaults } from "@/lib/practice-psa/list-faults";
import { faultsAnswer } from "@/lib/practice-psa/wire";

export const GET = route(
  {
    permission: "sandbox.read",
    summary: "The faults that are set in a PSA look-alike",
    params: worldParams,
    answer: faultsAnswer,
  },
  ({ ctx, params }) => listFaults(ctx, params),
);

export const POST = route(
  {
    permission: "sandbox.use",
    summary: "Sets a fault for the next requests to a PSA look-alike, or clears faults",
    params: worldParams,
    body: faultsBody,
    answer: faultsAnswer,
  },
  ({ ctx, params: { world }, body }) => changeFaults(ctx, { world, ...body }),
);
