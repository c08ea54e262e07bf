import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { changeSettings } from "@/lib/connections/settings";
import { AppError } from "@/lib/errors";
import { announce } from "@/lib/outbox/announce";
import type { AutomationLevel } from "./alone-rule";
import { type CustomerLayer, findCustomerLayer, updateCustomerSettings } from "./customer-store";
import { automationOf } from "./level-of";

export type CustomerAutomation = {
  /** Chosen for this customer alone; null: as its connection. */
  chosen: AutomationLevel | null;
  connection: { name: string; level: AutomationLevel };
};

/** Which level counts for a customer, and where it comes from. */
export async function getCustomerAutomation(
  ctx: Ctx,
  input: { customerId: string },
): Promise<CustomerAutomation> {
  requirePermission(ctx, "partner.read");
  return viewOf(await ctx.transaction((tx) => findCustomerLayer(tx, input.customerId)));
}

/**
 * Chooses a level for one customer, or takes the choice back (null). What waits is judged again; nothing that is approved
 * changes.
 */
export async function changeCustomerAutomation(
  ctx: Ctx,
  input: { customerId: string; automationLevel: AutomationLevel | null },
): Promise<CustomerAutomation> {
  requirePermission(ctx, "automation.edit");
  return ctx.transaction(async (tx) => {
    const layer = await findCustomerLayer(tx, input.customerId, "for update");
    const before = viewOf(layer).chosen;
    if (!layer || before === input.automationLevel) return viewOf(layer);
    const settings = changeSettings(layer.settings, { automationLevel: input.automationLevel });
    await updateCustomerSettings(tx, input.customerId, settings);
    await recordAudit(tx, {
      action: "customer.automation_changed",
      recordKind: "customer",
      recordId: input.customerId,
      before: { settings: { automationLevel: before } },
      after: { settings: { automationLevel: input.automationLevel } },
    });
    await announce(tx, {
      name: "settings/changed",
      data: { partnerId: ctx.partnerId, connectionId: layer.connectionId, customerId: input.customerId },
    });
    return viewOf({ ...layer, settings });
  });
}

function viewOf(layer: CustomerLayer | undefined): CustomerAutomation {
  if (!layer) throw new AppError("not_found", "There is no such customer with a mapping. Map it first.");
  const connection = layer.connectionSettings;
  const own = automationOf({ connection, customer: layer.settings });
  return {
    chosen: own.from === "customer" ? own.level : null,
    connection: { name: layer.connectionName, level: automationOf({ connection }).level },
  };
}
