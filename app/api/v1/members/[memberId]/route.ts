import { z } from "zod";
import { roles } from "@/lib/auth/roles";
import { nothing, route } from "@/lib/http/route";
import { changeMember } from "@/lib/members/change-member";
import { removeMember } from "@/lib/members/remove-member";

const params = z.object({ memberId: z.uuid() });

export const PATCH = route(
  {
    permission: "member.edit",
    summary: "Changes a member's role or whether it sees cost",
    params,
    body: z.strictObject({
      version: z.int().positive(),
      role: z.enum(roles).optional(),
      canSeeCost: z.boolean().optional(),
    }),
    answer: nothing,
  },
  async ({ ctx, params: { memberId }, body }) => {
    await changeMember(ctx, { memberId, ...body });
    return {};
  },
);

export const DELETE = route(
  {
    permission: "member.edit",
    summary: "Removes a member from the own company",
    params,
    answer: nothing,
  },
  async ({ ctx, params: { memberId } }) => {
    await removeMember(ctx, { memberId });
    return {};
  },
);
