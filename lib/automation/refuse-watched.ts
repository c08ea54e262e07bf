import type { Tx } from "@/lib/auth/context";
import { findConnection } from "@/lib/connections/store";
import { AppError } from "@/lib/errors";
import { type CustomerChoice, customersOfPlan, customersOfTasks } from "./customer-choice-query";
import { automationOf } from "./level-of";

/** Refuses to approve what the level "watch" only compares. Taking back what was written is not asked here. */
export async function refuseWatched(tx: Tx, plan: { id: string; connectionId: string }): Promise<void> {
  await refuse(tx, plan.connectionId, await customersOfPlan(tx, plan));
}

/** The same for tasks that were approved before and are to be sent now. */
export async function refuseWatchedTasks(
  tx: Tx,
  of: { connectionId: string; taskIds: readonly string[] },
): Promise<void> {
  await refuse(tx, of.connectionId, await customersOfTasks(tx, of));
}

async function refuse(tx: Tx, connectionId: string, customers: readonly CustomerChoice[]): Promise<void> {
  const connection = await findConnection(tx, connectionId);
  if (!connection) return;
  for (const { name, settings } of customers) {
    const { level, from } = automationOf({ connection: connection.settings, customer: settings });
    if (level !== "watch") continue;
    const whose = from === "customer" ? `'${name}'` : `'${connection.name}'`;
    const way = from === "customer" ? "on the Customer Map" : "under Automation in Integration Setup";
    throw new AppError(
      "precondition_failed",
      `${whose} is set to "watch": changes are compared and shown, and nothing is written. Choose another level ${way} to approve.`,
    );
  }
}
