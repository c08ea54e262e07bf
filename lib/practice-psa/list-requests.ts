import type { Ctx } from "@/lib/auth/context";
import { toInstant } from "@/lib/clock";
import { getWorld } from "./get-world";
import { ownOperations } from "./own-operations";
import { requestView } from "./request-view";
import { askSandbox, worldAddress } from "./sandbox-program";
import { requestsTold, type ToldRequest } from "./told";
import { withoutCosts } from "./without-costs";

export type RequestFilter = {
  world: string;
  isWrite?: boolean;
  method?: string;
  text?: string;
  operation?: string;
  /** The last request seen: older ones follow. */
  before?: number;
  limit: number;
};

/** "What did the PSA receive?": requests of one world, the newest first, each with our operation beside it. */
export async function listRequests(ctx: Ctx, filter: RequestFilter) {
  const world = await getWorld(ctx, filter.world);
  const told = await askSandbox(
    requestsTold,
    worldAddress(world.name, "requests", {
      writes: filter.isWrite === undefined ? undefined : String(filter.isWrite),
      method: filter.method,
      text: filter.text || undefined,
      operation: filter.operation,
      before: filter.before === undefined ? undefined : String(filter.before),
      limit: String(filter.limit + 1),
    }),
  );
  const newestFirst = told.requests.toReversed();
  const shown = newestFirst.slice(0, filter.limit);
  const operations = await ownOperations(
    ctx,
    shown.map((request) => request.operation),
    world.timeZone,
  );
  const kept = told.kept ?? { total: told.total, writes: told.writes, since: null };
  return {
    world,
    total: kept.total,
    writes: kept.writes,
    since: kept.since === null ? null : toInstant(kept.since),
    requests: shown.map((request) => requestView(forReader(ctx, request), operations)),
    next: newestFirst.length > filter.limit ? (shown.at(-1)?.seq ?? null) : null,
  };
}

export function forReader(ctx: Ctx, request: ToldRequest): ToldRequest {
  if (ctx.canSeeCost) return request;
  return { ...request, body: withoutCosts(request.body), answer: withoutCosts(request.answer) };
}
