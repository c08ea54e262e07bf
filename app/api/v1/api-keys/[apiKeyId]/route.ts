import { z } from "zod";
import { revokeApiKey } from "@/lib/auth/revoke-api-key";
import { nothing, route } from "@/lib/http/route";

export const DELETE = route(
  {
    permission: "api_key.edit",
    summary: "Revokes an API key at once",
    params: z.object({ apiKeyId: z.uuid() }),
    answer: nothing,
  },
  async ({ ctx, params }) => {
    await revokeApiKey(ctx, params);
    return {};
  },
);
