import { z } from "zod";

/** Wire shapes of what the mirror tells, for the routes and their documentation. */
export const billingCycle = z.enum(["monthly", "quarterly", "semiannual", "annual", "one_time"]);

const listLimit = z
  .string()
  .regex(/^[1-9]\d{0,2}$/)
  .transform((text) => Number.parseInt(text, 10))
  .pipe(z.int().max(500))
  .default(50)
  .meta({ description: "1 to 500" });

export const listQuery = {
  search: z.string().max(200).optional().meta({ description: "Part of a name, or an id" }),
  cursor: z.string().max(1000).optional(),
  limit: listLimit,
};

const text = z.string().nullish();

const companyShape = {
  psaCompanyId: z.string(),
  name: z.string(),
  typeName: z.string(),
  isCustomer: z.boolean(),
  isActive: z.boolean(),
  isOwner: z.boolean(),
  currency: text,
  country: text,
  city: text,
  postalCode: text,
  phone: text,
  webAddress: text,
  parentPsaCompanyId: text,
};

export const companiesAnswer = z.object({
  companies: z.array(
    z.object({
      ...companyShape,
      lastActivityAt: z.iso.datetime().nullish(),
      misfit: z.string().nullable(),
      mappedTo: z.object({ customerId: z.uuid(), name: z.string() }).nullable(),
    }),
  ),
  next: z.string().nullable(),
  asOf: z.iso.datetime().nullable(),
  problem: z.string().nullable(),
});

export const companiesRefreshed = z.object({ rows: z.int(), problem: z.string().nullable() });

export const companyAnswer = z.object({
  company: z.object(companyShape),
  misfit: z.string().nullable(),
  mappedTo: z.object({ customerId: z.uuid(), name: z.string() }).nullable(),
  asOf: z.iso.datetime(),
});

export const contractsAnswer = z.object({
  contracts: z.array(
    z.object({
      psaContractId: z.string(),
      psaCompanyId: z.string(),
      name: z.string(),
      number: text,
      kindName: z.string(),
      isRecurring: z.boolean(),
      isActive: z.boolean(),
      cycle: text,
      currency: text,
      startDate: z.iso.date(),
      endDate: z.iso.date().nullish(),
      misfit: z.object({ reason: z.string(), message: z.string() }).nullable(),
    }),
  ),
  choice: z.string().nullable(),
  asOf: z.iso.datetime(),
});

export type CompaniesAnswer = z.output<typeof companiesAnswer>;
export type ListedCompany = CompaniesAnswer["companies"][number];
export type CompanyAnswer = z.output<typeof companyAnswer>;
export type ContractsAnswer = z.output<typeof contractsAnswer>;
export type ListedContract = ContractsAnswer["contracts"][number];
