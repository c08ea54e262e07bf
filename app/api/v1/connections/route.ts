import { z } from "zod";
import { listConnections } from "@/lib/connections/list-connections";
import { saveConnection } from "@/lib/connections/save-connection";
import { connectionAnswer, credentialsBody, providerBody, trialAnswer } from "@/lib/connections/wire";
import { route } from "@/lib/http/route";

export const GET = route(
  {
    permission: "partner.read",
    summary: "Lists the connections to PSAs",
    answer: z.object({ connections: z.array(connectionAnswer) }),
  },
  async ({ ctx }) => ({ connections: await listConnections(ctx) }),
);

export const POST = route(
  {
    permission: "connection.edit",
    summary: "Test and Save: signs in once and stores the connection only if that succeeded",
    body: z.strictObject({
      provider: providerBody,
      name: z.string().trim().min(1).max(100).optional(),
      credentials: credentialsBody,
    }),
    answer: z.object({ connectionId: z.uuid(), trial: trialAnswer }),
    status: 201,
  },
  ({ ctx, body }) => saveConnection(ctx, body),
);
