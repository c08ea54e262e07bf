import { z } from "zod";
import { jsonAnswer } from "@/lib/http/answer";
import { openApiDocument, routesIn } from "@/lib/http/openapi";
import { publicRoute } from "@/lib/http/public-route";
import { routeModules } from "./routes.gen";

/** Made once for a process: the schemas do not change while it runs. What failed is not kept. */
let made: object | undefined;

async function makeDocument(): Promise<object> {
  const routes = await Promise.all(
    Object.entries(routeModules).map(async ([path, load]) => routesIn(path, { ...(await load()) })),
  );
  return openApiDocument(routes.flat());
}

export const GET = publicRoute(
  { summary: "This description of the API", answer: z.looseObject({}) },
  async () => {
    made ??= await makeDocument();
    return jsonAnswer(made, 200);
  },
);
