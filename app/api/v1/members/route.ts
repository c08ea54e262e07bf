import { z } from "zod";
import { roles } from "@/lib/auth/roles";
import { route } from "@/lib/http/route";
import { listMembers } from "@/lib/members/list-members";

const member = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  name: z.string(),
  email: z.string(),
  role: z.enum(roles),
  canSeeCost: z.boolean(),
  state: z.enum(["invited", "active", "removed"]),
  lastSignInAt: z.iso.datetime().nullable(),
  version: z.int(),
});

export const GET = route(
  {
    permission: "member.edit",
    summary: "Lists the members of the own company",
    answer: z.object({ members: z.array(member) }),
  },
  async ({ ctx }) => ({ members: await listMembers(ctx) }),
);
