import { z } from "zod";
import { replaceCredentials } from "@/lib/connections/replace-credentials";
import { connectionParams, credentialsBody, trialAnswer } from "@/lib/connections/wire";
import { route } from "@/lib/http/route";

export const POST = route(
  {
    permission: "connection.edit",
    summary: "Tries new credentials of a connection and takes them into use if sign-in succeeded",
    params: connectionParams,
    body: z.strictObject({ credentials: credentialsBody }),
    answer: trialAnswer,
  },
  ({ ctx, params, body }) => replaceCredentials(ctx, { ...params, ...body }),
);
