import { applicationPool } from "@/db/application-pool";
import { readHealth } from "@/lib/health/read-health";
import { apiHeaders } from "@/lib/http/security-headers";

export const dynamic = "force-dynamic";

/** For load balancers and the launcher; open to everybody, and says nothing that is not for everybody. */
export async function GET(): Promise<Response> {
  const health = await readHealth(applicationPool());
  return Response.json(health, { status: health.status === "down" ? 503 : 200, headers: apiHeaders });
}
