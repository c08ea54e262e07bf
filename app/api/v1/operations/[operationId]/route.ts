import { z } from "zod";
import { route } from "@/lib/http/route";
import { getLoggedOperation } from "@/lib/operations/get-operation";
import { operationSchema } from "@/lib/operations/operation-schema";

export const GET = route(
  {
    permission: "partner.read",
    summary: "Reads one write to the PSA",
    params: z.strictObject({ operationId: z.uuid() }),
    answer: operationSchema,
  },
  ({ ctx, params }) => getLoggedOperation(ctx, params),
);
