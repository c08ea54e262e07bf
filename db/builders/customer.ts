import { customers } from "@/db/schema/customers";
import { type Building, buildingDb, builtAt, builtColumns, nextNumber } from "./build";

export type BuiltCustomer = typeof customers.$inferSelect;

/** An active customer with a complete profile. */
export async function buildCustomer(
  building: Building,
  overrides: { partnerId: string } & Partial<typeof customers.$inferInsert>,
): Promise<BuiltCustomer> {
  const number = nextNumber();
  const email = `office${number}@customer.example`;
  const [customer] = await buildingDb(building)
    .insert(customers)
    .values({
      vendorCustomerId: String(19_000 + number),
      companyName: `Customer ${number}`,
      addressLine1: `${number} High Street`,
      city: "London",
      postalCode: "N1 1AA",
      country: "GB",
      phone: "+442079460000",
      administrativeContact: { firstName: "Ann", lastName: "Office", phone: "+442079460001", email },
      internalContact: "Ada",
      access: { login: email, method: "invite" },
      notificationEmail: email,
      currency: "GBP",
      asOf: builtAt,
      contentHash: `built-${number}`,
      ...builtColumns,
      ...overrides,
    })
    .returning();
  if (!customer) throw new Error("The customer was not stored.");
  return customer;
}
