import { z } from "zod";
import { replaceCredentials } from "@/lib/connections/replace-credentials";
import { connectionParams, credentialsBody, trialAnswer, trialStepAnswer } from "@/lib/connections/wire";
import { answerInLines, wantsLines } from "@/lib/http/line-answer";
import { route } from "@/lib/http/route";

export const POST = route(
  {
    permission: "connection.edit",
    summary: "Takes new credentials into use if sign-in succeeded; as NDJSON step by step",
    params: connectionParams,
    body: z.strictObject({ credentials: credentialsBody }),
    answer: trialAnswer,
  },
  async ({ ctx, params, body, request }) =>
    wantsLines(request)
      ? answerInLines(ctx.requestId, { step: trialStepAnswer, result: trialAnswer }, (tell) =>
          replaceCredentials(ctx, { ...params, ...body }, tell),
        )
      : replaceCredentials(ctx, { ...params, ...body }),
);
