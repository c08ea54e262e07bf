import { z } from "zod";
import { createApiKey } from "@/lib/auth/create-api-key";
import { listApiKeys } from "@/lib/auth/list-api-keys";
import { scopes } from "@/lib/auth/scopes";
import { toInstant } from "@/lib/clock";
import { route } from "@/lib/http/route";

const apiKey = z.object({
  id: z.uuid(),
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(z.string()),
  isVendorWide: z.boolean(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  lastUsedAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
});

export const GET = route(
  {
    permission: "api_key.edit",
    summary: "Lists the API keys of the own company by prefix",
    answer: z.object({ apiKeys: z.array(apiKey) }),
  },
  async ({ ctx }) => ({ apiKeys: await listApiKeys(ctx) }),
);

export const POST = route(
  {
    permission: "api_key.edit",
    summary: "Makes an API key; the key itself is told this once",
    body: z.strictObject({
      name: z.string().trim().min(1).max(100),
      scopes: z.array(z.enum(scopes)).max(scopes.length),
      expiresAt: z.iso.datetime().transform(toInstant).optional(),
    }),
    answer: z.object({ id: z.uuid(), key: z.string(), prefix: z.string() }),
    status: 201,
  },
  ({ ctx, body }) => createApiKey(ctx, body),
);
