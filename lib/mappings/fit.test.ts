import { describe, expect, it } from "vitest";
import { companyMisfit } from "./company-fit";
import { contractMisfit, type FitContract } from "./contract-fit";
import { itemMisfit } from "./item-fit";
import { resolveMappings } from "./resolve";

const words = { psa: "Autotask", catalogItem: "Service", today: "2026-03-17" };

describe("a company", () => {
  const company = {
    psaCompanyId: "2001",
    name: "Calder Ltd",
    typeName: "Customer",
    isCustomer: true,
    isActive: true,
    isOwner: false,
  };
  it.each([
    [{}, undefined],
    [
      { isCustomer: false, typeName: "Lead" },
      "Company Calder Ltd (2001) has type Lead - change it to Customer in Autotask to map.",
    ],
    [
      { isActive: false },
      "Company Calder Ltd (2001) is inactive in Autotask. Activate it there, or choose another company.",
    ],
    [
      { isOwner: true },
      "Company Calder Ltd (2001) is your own company in Autotask. Choose the company of the customer.",
    ],
  ])("with %o: %s", (change, message) => {
    expect(companyMisfit({ ...company, ...change }, words)).toBe(message);
  });

  it("of a type that the partner counts too may be mapped", () => {
    const lead = { ...company, isCustomer: false, typeName: "Lead" };
    expect(companyMisfit(lead, { ...words, alsoTypes: ["Lead"] })).toBeUndefined();
  });
});

describe("a catalog item", () => {
  const item = { name: "Office 365 Standard", cycle: "monthly", isActive: true, isBundle: false };
  it.each([
    [{}, undefined],
    [
      { cycle: "annual" },
      "'Office 365 Standard' is billed yearly, the product monthly. Pick a monthly service.",
    ],
    [
      { isBundle: true },
      "'Office 365 Standard' is a bundle. Only services attached directly to the contract can be synced. Choose a single service.",
    ],
    [
      { isActive: false },
      "'Office 365 Standard' is inactive in Autotask. Activate it there, or choose another service.",
    ],
  ])("with %o: %s", (change, message) => {
    expect(itemMisfit({ ...item, ...change }, { billingCycle: "monthly" }, words)).toBe(message);
  });
});

describe("a contract", () => {
  const contract: FitContract = {
    psaCompanyId: "2001",
    name: "Managed services",
    kindName: "Recurring Service",
    isRecurring: true,
    isActive: true,
    cycle: "monthly",
    currency: "GBP",
    startDate: "2026-01-01",
    endDate: "2026-12-31",
  };
  const subscription = {
    billingCycle: "monthly",
    currency: "GBP",
    effectiveDate: "2026-04-12",
    psaCompanyId: "2001",
  } as const;
  it.each([
    [{}, undefined],
    [
      { isRecurring: false, kindName: "Fixed Price", isActive: false },
      "Contract 'Managed services' is of type Fixed Price. Only recurring service contracts can take services.",
    ],
    [
      { isActive: false, cycle: "quarterly" },
      "Contract 'Managed services' is not active. Activate it in Autotask, or choose another contract.",
    ],
    [
      { cycle: "quarterly", currency: "EUR" },
      "This subscription is billed monthly; 'Managed services' is billed quarterly. Choose a monthly contract or create one.",
    ],
    [
      { currency: "EUR", startDate: "2026-05-01" },
      "The order is in GBP, the contract in EUR. Amounts are never converted; choose a contract in GBP or change the company's currency in Autotask.",
    ],
    [
      { startDate: "2026-05-01", psaCompanyId: "9" },
      "The contract starts on 1 May; the subscription on 12 April. Use 1 May, or change the contract's start in Autotask.",
    ],
    [
      { endDate: "2026-03-31", psaCompanyId: "9" },
      "Contract 'Managed services' ends on 31 March, before the change from 12 April. Extend it in Autotask, or choose another contract.",
    ],
    [
      { psaCompanyId: "9" },
      "Contract 'Managed services' belongs to company 9, not to 2001. Choose a contract of the mapped company.",
    ],
  ])("tells the first reason that applies, with %o: %s", (change, message) => {
    expect(contractMisfit({ ...contract, ...change }, subscription, words)?.message).toBe(message);
  });

  it("that starts later fits once its start is accepted", () => {
    const later = { ...contract, startDate: "2026-05-01" };
    expect(contractMisfit(later, subscription, { ...words, isStartAccepted: true })).toBeUndefined();
  });
});

describe("ours to theirs", () => {
  const mapped = {
    customer: "mapped",
    product: "mapped",
    hasContract: true,
    isBillingExcluded: false,
  } as const;
  it.each([
    [mapped, { kind: "mapped" }],
    [
      { ...mapped, customer: "broken", hasContract: false },
      { kind: "incomplete", missing: ["customer", "contract"] },
    ],
    [
      { ...mapped, product: undefined },
      { kind: "incomplete", missing: ["product"] },
    ],
    [
      { ...mapped, customer: "do_not_map", product: undefined },
      { kind: "excluded", because: "customer" },
    ],
    [
      { ...mapped, product: "free" },
      { kind: "excluded", because: "product" },
    ],
    [
      { ...mapped, isBillingExcluded: true },
      { kind: "excluded", because: "customer" },
    ],
  ] as const)("resolves %o to %o", (facts, resolution) => {
    expect(resolveMappings(facts)).toEqual(resolution);
  });
});
