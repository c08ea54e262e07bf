import { z } from "zod";
import { toInstant } from "@/lib/clock";
import { route } from "@/lib/http/route";
import { listOperations } from "@/lib/operations/list-operations";
import { operationSchema } from "@/lib/operations/operation-schema";

const limit = z
  .string()
  .regex(/^[1-9]\d{0,2}$/)
  .transform((text) => Number.parseInt(text, 10));

export const GET = route(
  {
    permission: "partner.read",
    summary: "The Action Log: every write to the PSA with before, after and outcome, the newest first",
    query: z.strictObject({
      planId: z.uuid().optional(),
      customerId: z.uuid().optional(),
      connectionId: z.uuid().optional(),
      state: operationSchema.shape.state.optional(),
      afterAt: z.iso.datetime().optional(),
      afterId: z.uuid().optional(),
      limit: limit.default(50),
    }),
    answer: z.object({ operations: z.array(operationSchema) }),
  },
  async ({ ctx, query: { afterAt, afterId, ...filter } }) => {
    const after = afterAt && afterId ? { at: toInstant(afterAt), id: afterId } : undefined;
    return { operations: await listOperations(ctx, { ...filter, after }) };
  },
);
