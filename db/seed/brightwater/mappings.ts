import type { ProductKey } from "../catalogue";
import { productKeys } from "../catalogue";
import { type CustomerKey, customerKeys, vendorCustomerId } from "./customers";
import { hasService, type ServiceName, services } from "./services";
import type { StorySubscription } from "./subscriptions";
import { companyId, contractId } from "./world";

/** Left open on purpose: two companies to choose from, and a lead that cannot be mapped. */
const unmapped: readonly CustomerKey[] = ["harrow", "ivy"];

/** No fitting contract: other currency, inside a bundle, other cycle. */
const withoutFittingContract: readonly CustomerKey[] = ["kestrel", "cobalt", "selwyn"];

export type StoryMappings = {
  customers: { vendorCustomerId: string; psaCompanyId: string }[];
  products: { key: ProductKey; psaItemId: string; driver: "orders" | "usage" }[];
  contracts: { vendorSubscriptionId: string; psaContractId: string }[];
};

/** What Ada has mapped already; what is left is for the tour. */
export function mappings(subscriptions: readonly StorySubscription[]): StoryMappings {
  const mapped = customerKeys.filter((key) => !unmapped.includes(key));
  return {
    customers: mapped.map((key) => ({
      vendorCustomerId: vendorCustomerId(key),
      psaCompanyId: String(companyId(key)),
    })),
    products: (Object.keys(services) as ServiceName[]).map((name) => ({
      key: productKeys[name],
      psaItemId: String(services[name].id),
      driver: name === "backup" || name === "compute" ? "usage" : "orders",
    })),
    contracts: subscriptions
      .filter(({ customer, product }) => mapped.includes(customer) && hasService(product))
      .filter(({ customer }) => !withoutFittingContract.includes(customer))
      .map(({ id, customer }) => ({
        vendorSubscriptionId: id,
        psaContractId: String(contractId(customer)),
      })),
  };
}
