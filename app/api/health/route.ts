import { z } from "zod";
import { applicationPool } from "@/db/application-pool";
import { readHealth } from "@/lib/health/read-health";
import { jsonAnswer } from "@/lib/http/answer";
import { publicRoute } from "@/lib/http/public-route";

export const dynamic = "force-dynamic";

/** For load balancers and the launcher; open to everybody, and says nothing that is not for everybody. */
export const GET = publicRoute(
  {
    summary: "Says whether portal, database and engine work; 503 when they do not",
    answer: z.object({ status: z.string(), database: z.string(), engine: z.string() }),
  },
  async () => {
    const health = await readHealth(applicationPool());
    return jsonAnswer(health, health.status === "down" ? 503 : 200);
  },
);
