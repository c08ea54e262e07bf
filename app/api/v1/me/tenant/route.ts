import { z } from "zod";
import { switchTenant } from "@/lib/auth/switch-tenant";
import { nothing, route } from "@/lib/http/route";

export const POST = route(
  {
    permission: "person",
    summary: "Turns the session to another partner of the person",
    body: z.strictObject({ partnerId: z.uuid() }),
    answer: nothing,
  },
  async ({ ctx, body }) => {
    await switchTenant(ctx, body);
    return {};
  },
);
