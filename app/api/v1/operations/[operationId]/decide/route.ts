import { z } from "zod";
import { route } from "@/lib/http/route";
import { decideOperation } from "@/lib/operations/decide-operation";
import { getLoggedOperation } from "@/lib/operations/get-operation";
import { operationSchema } from "@/lib/operations/operation-schema";

export const POST = route(
  {
    permission: "sync.decide",
    summary: "Ends the doubt about a write whose outcome could not be proved",
    params: z.strictObject({ operationId: z.uuid() }),
    body: z.strictObject({ decision: z.enum(["happened", "did_not_happen", "read_again"]) }),
    answer: operationSchema,
  },
  async ({ ctx, params, body }) => {
    await decideOperation(ctx, { ...params, ...body });
    return getLoggedOperation(ctx, params);
  },
);
