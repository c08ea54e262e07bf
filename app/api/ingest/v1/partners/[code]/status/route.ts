import { z } from "zod";
import { ingestRoute } from "@/lib/http/ingest-route";
import { toAnswer } from "@/lib/http/route";
import { inSlot } from "@/lib/ingest/slots";
import { getPartnerStatus } from "@/lib/partners/get-partner-status";

const answer = z.object({
  partnerCode: z.string(),
  connections: z.array(
    z.object({
      provider: z.string(),
      state: z.string(),
      lastSyncAt: z.string().nullable(),
      lastPushAt: z.string().nullable(),
    }),
  ),
  customers: z.array(z.object({ vendorCustomerId: z.string(), isMapped: z.boolean() })),
  products: z.array(
    z.object({ sku: z.string(), billingCycle: z.string(), term: z.string(), isMapped: z.boolean() }),
  ),
  waiting: z.object({
    count: z.int(),
    refused: z.array(
      z.object({
        kind: z.string(),
        id: z.string(),
        field: z.string(),
        code: z.string(),
        message: z.string(),
      }),
    ),
  }),
});

export const GET = ingestRoute(
  {
    scope: "read",
    summary: "Tells how far a partner is: connections, what is mapped, what waits; no prices",
    params: z.object({ code: z.string().min(1).max(100) }),
    answer,
  },
  async ({ ctx, params }) =>
    toAnswer(answer, await inSlot(ctx, () => getPartnerStatus(ctx, params.code)), 200),
);
