import { z } from "zod";
import { listConnections } from "@/lib/connections/list-connections";
import { saveConnection } from "@/lib/connections/save-connection";
import {
  connectionsAnswer,
  credentialsBody,
  providerBody,
  savedAnswer,
  trialStepAnswer,
} from "@/lib/connections/wire";
import { answerInLines, wantsLines } from "@/lib/http/line-answer";
import { route } from "@/lib/http/route";

export const GET = route(
  {
    permission: "partner.read",
    summary: "Lists the connections to PSAs",
    answer: connectionsAnswer,
  },
  async ({ ctx }) => ({ connections: await listConnections(ctx) }),
);

export const POST = route(
  {
    permission: "connection.edit",
    summary: "Test and Save: stores the connection if sign-in succeeded; as NDJSON step by step",
    body: z.strictObject({
      provider: providerBody,
      name: z.string().trim().min(1).max(100).optional(),
      credentials: credentialsBody,
    }),
    answer: savedAnswer,
    status: 201,
  },
  async ({ ctx, body, request }) =>
    wantsLines(request)
      ? answerInLines(ctx.requestId, { step: trialStepAnswer, result: savedAnswer }, (tell) =>
          saveConnection(ctx, body, tell),
        )
      : saveConnection(ctx, body),
);
