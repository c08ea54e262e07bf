import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { findConnection, selectConnections } from "@/lib/connections/store";
import { findCustomer } from "@/lib/customers/store";
import { AppError } from "@/lib/errors";
import { getProvider } from "@/lib/psa/registry";
import { slotsOfCustomers } from "./contract-slot-query";
import { historyOf } from "./customer-history";
import { historyOfMapping } from "./customer-history-query";
import { findOnCustomerMap } from "./customer-map-query";
import { rowOf } from "./list-customer-map";
import { countWaitingTasks, mappingsOfCustomers, mirroredCompanies } from "./mapping-query";
import { unmappedMessage } from "./unmap-customer";

/**
 * Everything about one customer's mapping: who it is on both sides, its contracts by cycle, what unmapping would do, and
 * who changed it. No PSA call.
 */
export async function getCustomerMapping(ctx: Ctx, input: { customerId: string }) {
  requirePermission(ctx, "partner.read");
  return ctx.transaction(async (tx) => {
    const customer = await findCustomer(tx, { id: input.customerId });
    const row = await findOnCustomerMap(tx, input.customerId);
    if (!customer || !row) throw new AppError("not_found", "There is no such customer.");
    const mapping = (await mappingsOfCustomers(tx, [customer.id])).get(customer.id);
    const connection = mapping
      ? await findConnection(tx, mapping.connectionId)
      : (await selectConnections(tx))[0];
    const slots = await slotsOfCustomers(tx, [customer.id]);
    const companyId = mapping?.psaCompanyId ?? null;
    const companies =
      mapping && companyId !== null
        ? await mirroredCompanies(tx, mapping.connectionId, [companyId])
        : undefined;
    const waitingTasks = await countWaitingTasks(tx, { customerId: customer.id });
    const psa = connection ? getProvider(connection.provider).vocabulary.psa : "the PSA";
    return {
      row: rowOf(row, slots, connection, tx.now),
      customer,
      company: (companyId !== null && companies?.get(companyId)) || null,
      connection: connection ? { id: connection.id, name: connection.name, psa } : null,
      externalReference: mapping?.externalReference ?? null,
      unmapping: { waitingTasks, message: unmappedMessage(waitingTasks, psa) },
      history: mapping
        ? historyOf(await historyOfMapping(tx, mapping.id), {
            id: mapping.psaCompanyId,
            name: mapping.psaCompanyName,
          })
        : [],
    };
  });
}
