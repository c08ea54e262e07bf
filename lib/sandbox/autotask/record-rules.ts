import type { Json, Row } from "../table";
import { AutotaskRefusal } from "./answers";
import { contractRules } from "./contract-rules";
import { inInternalCurrency } from "./currency";
import { asAmount, zeroOr } from "./decimal";
import type { EntityName } from "./facts";
import { lineRules } from "./line-rules";
import { CHARGE_STATUS_NEW, LICENSE_API_ONLY, USE_RECURRING_SERVICE } from "./picklists";
import { type ChargeRow, rowsOf } from "./rows";
import { type EntityRules, type Members, numberOf, type RuleTable, type Writing } from "./rules";

const companies: EntityRules = {
  fill(writing: Writing, members: Members) {
    const { now, resourceID, impersonatedID } = writing;
    refuseImproperOwner(writing, numberOf(members, "ownerResourceID"));
    return {
      isActive: members.get("isActive") ?? true,
      createDate: now,
      createdByResourceID: resourceID,
      impersonatorCreatorResourceID: impersonatedID,
      lastActivityDate: now,
      lastTrackedModifiedDateTime: now,
    };
  },
  change(writing: Writing, before: Row, after: Row) {
    const owner = after.ownerResourceID;
    if (owner !== before.ownerResourceID && typeof owner === "number") refuseImproperOwner(writing, owner);
    return { lastActivityDate: writing.now, lastTrackedModifiedDateTime: writing.now };
  },
};

function refuseImproperOwner({ world }: Writing, owner: number | null): void {
  const resource = owner === null ? undefined : rowsOf(world, "Resources").find(owner);
  if (resource && (resource.isActive !== true || resource.licenseType === LICENSE_API_ONLY)) {
    throw new AutotaskRefusal(
      "The value of ownerResourceID does not exist or is invalid: it must be an active resource.",
    );
  }
}

const contacts: EntityRules = {
  fill: ({ now }: Writing) => ({ createDate: now, lastActivityDate: now, lastModifiedDate: now }),
  change: ({ now }: Writing) => ({ lastActivityDate: now, lastModifiedDate: now }),
};

const catalogue: EntityRules = {
  fill({ world, now, resourceID }: Writing, members: Members) {
    const code = rowsOf(world, "BillingCodes").find(numberOf(members, "billingCodeID") ?? -1);
    if (code?.isActive !== true || code.useType !== USE_RECURRING_SERVICE) {
      throw new AutotaskRefusal(
        "The value of billingCodeID does not exist or is invalid: it is not for recurring services.",
      );
    }
    return {
      isActive: members.get("isActive") ?? true,
      createDate: now,
      lastModifiedDate: now,
      creatorResourceID: resourceID,
    };
  },
  change: ({ now, resourceID }: Writing) => ({ lastModifiedDate: now, updateResourceID: resourceID }),
};

const bundles: EntityRules = {
  ...catalogue,
  remove({ world }: Writing, row: Row) {
    if (rowsOf(world, "ContractServiceBundles").by("serviceBundleID", row.id).length > 0) {
      throw new AutotaskRefusal("The Service Bundle is in use on a Contract and cannot be deleted.");
    }
    for (const member of rowsOf(world, "ServiceBundleServices").by("serviceBundleID", row.id)) {
      rowsOf(world, "ServiceBundleServices").delete(member.id);
    }
  },
};

const bundleMembers: EntityRules = {
  fill({ world }: Writing, members: Members) {
    const bundle = rowsOf(world, "ServiceBundles").get(numberOf(members, "serviceBundleID") ?? -1);
    const service = rowsOf(world, "Services").get(numberOf(members, "serviceID") ?? -1);
    if (bundle.periodType !== service.periodType) {
      throw new AutotaskRefusal(
        "The period type of the Service must match the period type of the Service Bundle.",
      );
    }
    return {};
  },
};

const charges: EntityRules = {
  fill: ({ now, resourceID }: Writing, members: Members) => {
    refuseWithoutCode(members.get("billingCodeID"), members.get("productID"));
    return {
      createDate: now,
      creatorResourceID: resourceID,
      status: CHARGE_STATUS_NEW,
      isBilled: false,
      isBillableToCompany: members.get("isBillableToCompany") ?? true,
    };
  },
  change({ now, resourceID }: Writing, before: Row, after: Row) {
    if (before.isBilled === true) throw new AutotaskRefusal("A billed Contract Charge cannot be changed.");
    refuseWithoutCode(after.billingCodeID, after.productID);
    return { statusLastModifiedBy: resourceID, statusLastModifiedDate: now };
  },
  remove(_writing: Writing, row: Row) {
    if (row.isBilled === true) throw new AutotaskRefusal("A billed Contract Charge cannot be deleted.");
  },
  derive(world, row) {
    const { contractID, unitPrice, unitCost, unitQuantity, isBillableToCompany } = row as ChargeRow;
    const amount = asAmount(zeroOr(unitPrice).times(zeroOr(unitQuantity)), 2);
    const billable = isBillableToCompany === false ? 0 : amount;
    return {
      billableAmount: billable,
      extendedCost: asAmount(zeroOr(unitCost).times(zeroOr(unitQuantity)), 2),
      internalCurrencyBillableAmount: inInternalCurrency(world, contractID, billable),
      internalCurrencyUnitPrice: unitPrice === null ? null : inInternalCurrency(world, contractID, unitPrice),
    };
  },
};

function refuseWithoutCode(billingCodeID: Json | undefined, productID: Json | undefined): void {
  if ((billingCodeID ?? null) === null && (productID ?? null) === null) {
    throw new AutotaskRefusal("A Contract Charge needs a billingCodeID or a productID.");
  }
}

const rules: RuleTable = {
  ...lineRules,
  Companies: companies,
  Contacts: contacts,
  Contracts: contractRules,
  ContractCharges: charges,
  Services: catalogue,
  ServiceBundles: bundles,
  ServiceBundleServices: bundleMembers,
};

export const rulesOf = (entity: EntityName): EntityRules => rules[entity] ?? {};
