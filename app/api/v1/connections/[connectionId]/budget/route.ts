import { z } from "zod";
import { getBudget } from "@/lib/connections/get-budget";
import { connectionParams } from "@/lib/connections/wire";
import { route } from "@/lib/http/route";

export const GET = route(
  {
    permission: "partner.read",
    summary: "Shows how much of the PSA's hourly calls is used, by us and by others",
    params: connectionParams,
    answer: z.object({
      callsPerHour: z.int(),
      sharePct: z.int(),
      shareCalls: z.int(),
      usedByConnection: z.int(),
      usedByUs: z.int(),
      usedByOthers: z.int().nullable(),
      leftForUs: z.int(),
      blockedUntil: z.iso.datetime().nullable(),
      asOf: z.iso.datetime(),
    }),
  },
  ({ ctx, params }) => getBudget(ctx, params.connectionId),
);
