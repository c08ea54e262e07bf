import { z } from "zod";
import { testConnection } from "@/lib/connections/test-connection";
import { credentialsBody, providerBody, trialAnswer } from "@/lib/connections/wire";
import { route } from "@/lib/http/route";

export const POST = route(
  {
    permission: "connection.edit",
    summary: "Tries credentials of a PSA and says step by step what came of it; stores nothing",
    body: z.strictObject({ provider: providerBody, credentials: credentialsBody }),
    answer: trialAnswer,
  },
  ({ ctx, body }) => testConnection(ctx, body),
);
