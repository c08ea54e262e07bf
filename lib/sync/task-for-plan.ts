import type { ConnectionState } from "@/db/schema/connections";
import type {
  MissingMapping,
  SyncTaskState,
  TaskDirection,
  TaskExtras,
  TaskOrigin,
  TaskType,
  TaskWarning,
} from "@/db/schema/sync";
import type { BillingCycle } from "@/lib/psa/records";

type Owners = Partial<Record<"quantity" | "price" | "cost" | "text", "portal" | "psa">>;

/**
 * Everything of our side that a plan of one task needs, as it is now. Quantities, prices and costs are canonical decimal
 * text, dates are calendar dates. A mapping that is missing is `undefined`: such a task is `needs_mapping` and no plan
 * can be made of it.
 */
export type TaskForPlan = {
  taskId: string;
  number: number;
  version: number;
  state: SyncTaskState;
  type: TaskType;
  origin: TaskOrigin;
  direction?: TaskDirection;
  /** 3.1: the order line's date, else the business date of the order. Of a cancellation the first day not used. */
  effectiveDate: string;
  /** The vendor's total from that date on, before factor, allowance and minimum. */
  quantity: string;
  previousQuantity?: string;
  unitPrice?: string;
  unitCost?: string;
  currency: string;
  extras: TaskExtras;
  warnings: readonly TaskWarning[];
  missing: readonly MissingMapping[];
  sentence: string;
  planId?: string;
  /** Orders behind it, the last one last: "1000311 (SO000311)". */
  orders: readonly string[];
  customer: { id: string; vendorCustomerId: string; name: string };
  subscription: { id: string; vendorSubscriptionId: string; startDate?: string; endDate?: string };
  product: {
    id: string;
    name: string;
    sku: string;
    cycle: BillingCycle;
    unit: string;
    kind: "licence" | "usage" | "fee";
  };
  connection: {
    id: string;
    provider: string;
    name: string;
    state: ConnectionState;
    timeZone: string;
    currency?: string;
    databaseKey: string;
    /** As stored; lib/connections/settings.ts resolves it. */
    settings: unknown;
  };
  customerMapping?: { psaCompanyId: string; psaCompanyName: string; externalReference: string };
  productMapping?: {
    id: string;
    psaItemId: string;
    /** As the PSA told it last; for a new line whose price the PSA sets. */
    item?: { name: string; unitPrice?: string; unitCost?: string };
    factor: string;
    allowance?: string;
    minimum?: string;
    driver: "orders" | "usage";
    owners: Owners;
  };
  contractLink?: {
    id: string;
    psaContractId: string;
    /** Of the mirror; the id where the contract was not read yet. */
    contractName: string;
    /** Of the mirror: from which the days to be read are reckoned. */
    contractDates?: { startDate: string; endDate?: string };
    /** The line of this subscription, once it exists or was adopted. */
    line?: {
      lineLinkId: string;
      psaLineId: string;
      psaItemId: string;
      state: "live" | "dormant";
      key?: string;
      lastWritten?: {
        quantity?: string;
        effectiveDate?: string;
        unitPrice?: string;
        unitCost?: string;
        text?: string;
      };
      owners: Owners;
      allowance?: string;
      minimum?: string;
    };
    /** Lines of the same item on the same contract that belong to other subscriptions: never adopted. */
    takenPsaLineIds: readonly string[];
  };
};
