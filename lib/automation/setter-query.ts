import { sql } from "drizzle-orm";
import type { Actor, Tx } from "@/lib/auth/context";
import { type OperationActor, operationActor } from "@/lib/operations/operation-actor";

/** Who chose the level that counts for a customer, from the log; undefined where it is nobody's choice. */
export async function findSetter(
  tx: Tx,
  of: { connectionId: string; customerId: string; from: "customer" | "connection" | "deployment" },
): Promise<OperationActor | undefined> {
  if (of.from === "deployment") return undefined;
  const [kind, id] = of.from === "customer" ? ["customer", of.customerId] : ["connection", of.connectionId];
  const { rows } = await tx.db.execute<{ actor: Actor }>(sql`
    select actor from audit_entries
     where partner_id = ${tx.ctx.partnerId}::uuid and record_kind = ${kind} and record_id = ${id}
       and after #>> '{settings,automationLevel}' is distinct from before #>> '{settings,automationLevel}'
     order by sequence desc limit 1`);
  return rows[0] && operationActor(rows[0].actor);
}
