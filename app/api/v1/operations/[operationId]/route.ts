import { z } from "zod";
import { route } from "@/lib/http/route";
import { getLoggedOperation } from "@/lib/operations/get-operation";
import { operationDetailSchema } from "@/lib/operations/operation-schema";

export const GET = route(
  {
    permission: "partner.read",
    summary: "Reads one write to the PSA with its reasons, and its line on both sides",
    params: z.strictObject({ operationId: z.uuid() }),
    answer: operationDetailSchema,
  },
  ({ ctx, params }) => getLoggedOperation(ctx, params),
);
