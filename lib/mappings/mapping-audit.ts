import type { AuditedChange } from "@/lib/audit/record";
import type { ContractLink, CustomerMapping, ProductMapping } from "./mapping-query";

const customerMembers = (m: CustomerMapping) => ({
  customerId: m.customerId,
  connectionId: m.connectionId,
  state: m.state,
  psaCompanyId: m.psaCompanyId,
  psaCompanyName: m.psaCompanyName,
  reason: m.reason,
});

export function auditOfCustomer(before: CustomerMapping | undefined, after: CustomerMapping): AuditedChange {
  const wasMapped = before?.state === "mapped" || before?.state === "broken";
  const action =
    after.state === "do_not_map"
      ? "customer_mapping.excluded"
      : after.state === "not_mapped"
        ? "customer_mapping.unmapped"
        : wasMapped
          ? "customer_mapping.changed"
          : "customer_mapping.accepted";
  return {
    action,
    recordKind: "customer_mapping",
    recordId: after.id,
    ...(before ? { before: customerMembers(before) } : {}),
    after: customerMembers(after),
  };
}

const productMembers = (m: ProductMapping) => ({
  productId: m.productId,
  connectionId: m.connectionId,
  state: m.state,
  legs: m.legs,
  driver: m.driver,
  allowance: m.allowance,
  minimum: m.minimum,
  owners: m.owners,
  reason: m.reason,
});

export function auditOfProduct(before: ProductMapping | undefined, after: ProductMapping): AuditedChange {
  const action =
    after.state === "free"
      ? "product_mapping.excluded"
      : after.state === "not_mapped"
        ? "product_mapping.unmapped"
        : before?.state === "mapped"
          ? "product_mapping.changed"
          : "product_mapping.accepted";
  return {
    action,
    recordKind: "product_mapping",
    recordId: after.id,
    ...(before ? { before: productMembers(before) } : {}),
    after: productMembers(after),
  };
}

type LinkMembers = Pick<ContractLink, "id" | "subscriptionId" | "psaContractId">;

const linkMembers = ({ subscriptionId, psaContractId }: LinkMembers) => ({ subscriptionId, psaContractId });

/** Of a contract link made, moved or removed; at least one side is given. */
export function auditOfLink(before: LinkMembers | undefined, after: LinkMembers | undefined): AuditedChange {
  const verb = before && after ? "changed" : after ? "created" : "removed";
  return {
    action: `contract_link.${verb}`,
    recordKind: "contract_link",
    recordId: (after ?? before)?.id ?? "",
    ...(before ? { before: linkMembers(before) } : {}),
    ...(after ? { after: linkMembers(after) } : {}),
  };
}
