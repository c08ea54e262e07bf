/** What billing needs of the API user's security level, and why. The probe asks for each; the recipe names each. */
export const neededRights = [
  {
    entity: "Companies",
    verb: "Query",
    does: "read companies",
    reason: "your customers are mapped to them, and their currency counts",
  },
  {
    entity: "Contracts",
    verb: "Query",
    does: "read contracts",
    reason: "to show which recurring contract a subscription fits",
  },
  {
    entity: "ContractServices",
    verb: "Query",
    does: "read contract services",
    reason: "to find the line and its agreed price",
  },
  {
    entity: "ContractServiceUnits",
    verb: "Query",
    does: "read contract service units",
    reason: "to see quantities, and which periods are posted",
  },
  {
    entity: "ContractServiceAdjustments",
    verb: "Create",
    does: "create contract service adjustments",
    reason: "the one thing that is written: a quantity from a day on",
  },
  {
    entity: "Services",
    verb: "Query",
    does: "read services",
    reason: "your products are mapped to them",
  },
] as const;

export const securityLevelPath = [
  "Admin",
  "Features & Settings",
  "Resources/Users (HR)",
  "Security",
  "Security Levels",
] as const;
