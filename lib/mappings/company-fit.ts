import type { Company } from "@/lib/psa/records";

type FitCompany = Pick<Company, "psaCompanyId" | "name" | "typeName" | "isCustomer" | "isActive" | "isOwner">;

/**
 * Why a customer cannot be mapped to this company; `undefined` when it can. Only companies of type Customer or of
 * the types that the partner counts too; never the reseller's own company.
 */
export function companyMisfit(
  company: FitCompany,
  words: { psa: string; alsoTypes?: readonly string[] },
): string | undefined {
  const { name, psaCompanyId: id, typeName } = company;
  if (company.isOwner) {
    return `Company ${name} (${id}) is your own company in ${words.psa}. Choose the company of the customer.`;
  }
  if (!company.isCustomer && !words.alsoTypes?.includes(typeName)) {
    return `Company ${name} (${id}) has type ${typeName} - change it to Customer in ${words.psa} to map.`;
  }
  if (!company.isActive) {
    return `Company ${name} (${id}) is inactive in ${words.psa}. Activate it there, or choose another company.`;
  }
  return undefined;
}

export function companyUnknown(psaCompanyId: string, psa: string): string {
  return `There is no company ${psaCompanyId} in ${psa}, or the API user may not see it.`;
}

export function companyTaken(company: { name: string; psaCompanyId: string }, customerName: string): string {
  return (
    `Company ${company.name} (${company.psaCompanyId}) is already mapped to customer ${customerName}. ` +
    "One company serves one customer; allow shared companies in settings if you mean it."
  );
}
