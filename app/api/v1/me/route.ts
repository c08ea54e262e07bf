import { z } from "zod";
import { describeSelf } from "@/lib/auth/describe-self";
import { roles } from "@/lib/auth/roles";
import { route } from "@/lib/http/route";

const tenant = z.object({
  partnerId: z.uuid(),
  tenantName: z.string(),
  tenantKind: z.enum(["vendor", "partner"]),
  role: z.enum(roles),
});

export const GET = route(
  {
    permission: "signed_in",
    summary: "Says who is asking, for which partner, and with which rights",
    answer: z.object({
      kind: z.enum(["person", "api_key"]),
      name: z.string(),
      email: z.string().nullable(),
      partnerId: z.uuid(),
      partnerName: z.string(),
      locale: z.string(),
      timeZone: z.string(),
      now: z.iso.datetime(),
      role: z.enum(roles).nullable(),
      canSeeCost: z.boolean(),
      visit: z.enum(["read", "assist"]).nullable(),
      permissions: z.array(z.string()),
      tenants: z.array(tenant),
    }),
  },
  ({ ctx }) => describeSelf(ctx),
);
