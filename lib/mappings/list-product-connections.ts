import type { Ctx } from "@/lib/auth/context";
import type { ConnectionView } from "@/lib/connections/connection-view";
import { listConnections } from "@/lib/connections/list-connections";

/** A connection as the Products screen needs it; plain data that crosses to the browser. */
export type ProductConnection = {
  id: string;
  name: string;
  psa: string;
  /** "service" */
  catalogItem: string;
  /** Of the PSA's prices; empty while it has not told. */
  currency: string;
  /** What keeps it from answering, as a sentence; `null` while it works. */
  trouble: string | null;
};

/** The connections on which products can be mapped: all that were set up. */
export async function listProductConnections(ctx: Ctx): Promise<ProductConnection[]> {
  const connections = await listConnections(ctx);
  return connections
    .filter(({ state }) => state !== "draft")
    .map((connection) => ({
      id: connection.id,
      name: connection.name,
      psa: connection.vocabulary.psa,
      catalogItem: connection.vocabulary.catalogItem.toLowerCase(),
      currency: connection.currency ?? "",
      trouble: troubleOf(connection),
    }));
}

function troubleOf({ name, state, stateReason, vocabulary }: ConnectionView): string | null {
  if (state === "active") return null;
  if (stateReason) return stateReason;
  if (state === "unreachable") return `${vocabulary.psa} does not answer at the moment.`;
  if (state === "credentials_rejected") return `${vocabulary.psa} refused the credentials of '${name}'.`;
  return `The connection '${name}' is ${state}.`;
}
