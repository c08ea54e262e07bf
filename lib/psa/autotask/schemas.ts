import { z } from "zod";
import { date, decimal, flag, id, instant, optionalDecimal, picked, reference, text } from "./wire";

/** The members we read of each entity (names as in the API). Others are dropped unread. */

export const companySchema = z.object({
  id,
  companyName: z.string(),
  companyType: picked,
  isActive: flag,
  currencyID: reference,
  countryID: reference,
  city: text,
  postalCode: text,
  phone: text,
  webAddress: text,
  parentCompanyID: reference,
  lastActivityDate: instant,
});
export type AutotaskCompany = z.infer<typeof companySchema>;

export const contractSchema = z.object({
  id,
  companyID: id,
  contractName: z.string(),
  contractNumber: text,
  contractType: id,
  contractPeriodType: picked,
  status: id,
  startDate: date,
  endDate: date,
});
export type AutotaskContract = z.infer<typeof contractSchema>;

export const serviceSchema = z.object({
  id,
  name: z.string(),
  sku: text,
  description: text,
  periodType: picked,
  unitPrice: optionalDecimal,
  unitCost: optionalDecimal,
  isActive: flag,
  vendorCompanyID: reference,
});

export const bundleSchema = z.object({
  id,
  name: z.string(),
  description: text,
  periodType: picked,
  unitPrice: optionalDecimal,
  unitCost: optionalDecimal,
  isActive: flag,
});

export const bundleMemberSchema = z.object({ id, serviceBundleID: id, serviceID: id });

export const billingCodeSchema = z.object({ id, name: text, isActive: z.boolean(), useType: picked });

export const contractServiceSchema = z.object({
  id,
  contractID: id,
  serviceID: id,
  unitPrice: optionalDecimal,
  unitCost: optionalDecimal,
  internalCurrencyUnitPrice: optionalDecimal,
  internalCurrencyAdjustedPrice: optionalDecimal,
  internalDescription: text,
  invoiceDescription: text,
});
export type AutotaskContractService = z.infer<typeof contractServiceSchema>;

export const contractBundleSchema = z.object({ id, contractID: id, serviceBundleID: id });

export const unitSchema = z.object({
  id,
  contractServiceID: id,
  startDate: date,
  endDate: date,
  units: decimal,
  approveAndPostDate: instant,
});
export type AutotaskUnit = z.infer<typeof unitSchema>;

export const chargeSchema = z.object({
  id,
  contractID: id,
  name: z.string(),
  description: text,
  datePurchased: date,
  unitQuantity: decimal,
  unitPrice: optionalDecimal,
  unitCost: optionalDecimal,
  billingCodeID: reference,
  isBilled: z
    .boolean()
    .nullish()
    .transform((value) => value ?? false),
});
export type AutotaskCharge = z.infer<typeof chargeSchema>;

export const currencySchema = z.object({ id, name: z.string(), isInternalCurrency: z.boolean() });
export const countrySchema = z.object({ id, countryCode: text });
