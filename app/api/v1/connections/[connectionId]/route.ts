import { z } from "zod";
import { changeConnection } from "@/lib/connections/change-connection";
import { getConnection } from "@/lib/connections/get-connection";
import { settingsChangeSchema } from "@/lib/connections/settings";
import { connectionDetailAnswer, connectionParams } from "@/lib/connections/wire";
import { route } from "@/lib/http/route";

export const GET = route(
  {
    permission: "partner.read",
    summary: "Shows a connection with every setting and where its value comes from",
    params: connectionParams,
    answer: connectionDetailAnswer,
  },
  ({ ctx, params }) => getConnection(ctx, params.connectionId),
);

export const PATCH = route(
  {
    permission: "connection.edit",
    summary: "Changes name, call share or settings of a connection",
    params: connectionParams,
    body: z.strictObject({
      version: z.int().positive(),
      name: z.string().trim().min(1).max(100).optional(),
      callSharePct: z.int().min(10).max(90).optional(),
      settings: settingsChangeSchema.optional(),
    }),
    answer: z.object({ version: z.int() }),
  },
  ({ ctx, params, body }) => changeConnection(ctx, { ...params, ...body }),
);
