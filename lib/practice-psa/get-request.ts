import type { Ctx } from "@/lib/auth/context";
import { AppError } from "@/lib/errors";
import { getWorld } from "./get-world";
import { forReader } from "./list-requests";
import { ownOperations } from "./own-operations";
import { requestView } from "./request-view";
import { askSandbox, worldAddress } from "./sandbox-program";
import { requestsTold } from "./told";

/** Names an operation, which may be somebody else's. */
const notShown = new Set(["x-counterpart-operation"]);

/** One request with its headers, whole body and answer, as far as the log keeps them. */
export async function getRequest(ctx: Ctx, { world: name, seq }: { world: string; seq: number }) {
  const world = await getWorld(ctx, name);
  const { requests } = await askSandbox(
    requestsTold,
    worldAddress(world.name, "requests", { since: String(seq - 1), before: String(seq + 1) }),
  );
  const found = requests.find((each) => each.seq === seq);
  if (!found) throw new AppError("not_found", "This request is no longer in the log.");
  const request = forReader(ctx, found);
  const operations = await ownOperations(ctx, [request.operation], world.timeZone);
  const headers = Object.fromEntries(
    Object.entries(request.headers).filter(([header]) => !notShown.has(header)),
  );
  return { ...requestView(request, operations), headers, body: request.body, answer: request.answer };
}
