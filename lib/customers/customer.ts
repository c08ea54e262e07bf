import { z } from "zod";

const text = z.string().nullable();

/** A customer as the API tells it. */
export const customerAnswer = z.object({
  id: z.uuid(),
  vendorCustomerId: z.string(),
  companyName: z.string(),
  legalName: text,
  addressLine1: text,
  addressLine2: text,
  city: text,
  state: text,
  postalCode: text,
  country: text,
  phone: text,
  administrativeContact: z
    .object({
      firstName: z.string().optional(),
      lastName: z.string().optional(),
      phone: z.string().optional(),
      email: z.string().optional(),
    })
    .nullable(),
  internalContact: text,
  access: z
    .object({ login: z.string().optional(), method: z.enum(["invite", "initial_password"]).optional() })
    .nullable(),
  notificationEmail: text,
  currency: text,
  taxId: text,
  webAddress: text,
  employees: text,
  status: z.enum(["active", "suspended", "closed", "pending_vendor"]),
  billing: z.enum(["normal", "excluded"]),
  missingProfileFields: z
    .array(z.string())
    .meta({ description: "What keeps the profile from being complete; empty: complete." }),
  asOf: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  version: z.int(),
});
