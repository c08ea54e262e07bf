import type { BillingCode } from "../records";

/** Names that stand for recurring revenue where a database has no code made for charges. */
const usualNames = ["recurring service revenue", "managed service contract"];

/**
 * The billing code that charges are booked on: the chosen one while it is active; where none was chosen, the only active
 * code made for charges (Autotask calls them material codes), else one of the usual names. Undefined: a person chooses.
 */
export function chargeCode(codes: readonly BillingCode[], chosenId?: string): BillingCode | undefined {
  const active = codes.filter((code) => code.isActive);
  if (chosenId !== undefined) return active.find((code) => code.psaBillingCodeId === chosenId);
  const forCharges = active.filter((code) => /material|charge/i.test(code.useName));
  if (forCharges.length === 1) return forCharges[0];
  const named = usualNames.map((name) => active.find((code) => code.name.trim().toLowerCase() === name));
  return named.find((code) => code !== undefined);
}
