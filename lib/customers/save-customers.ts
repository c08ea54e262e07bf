import { insertRecords } from "@/db/insert-records";
import { customers } from "@/db/schema/customers";
import type { Tx } from "@/lib/auth/context";
import { renewEditions } from "./store";

export type CustomerRow = Omit<
  typeof customers.$inferInsert,
  "version" | "billing" | "billingReason" | "billingUntil"
>;

/** What the vendor says of a customer; whether it is billed is the partner's own word and stays as it is. */
const ofVendor = [
  "companyName",
  "legalName",
  "addressLine1",
  "addressLine2",
  "city",
  "state",
  "postalCode",
  "country",
  "phone",
  "administrativeContact",
  "internalContact",
  "access",
  "notificationEmail",
  "currency",
  "taxId",
  "webAddress",
  "employees",
  "status",
  "asOf",
  "contentHash",
  "updatedAt",
] as const satisfies readonly (keyof CustomerRow)[];

export type RenewedCustomer = { partnerId: string; id: string; asOf: Date };

/** Stores customers, new or with newer content; of those `renewed` with the same content only `asOf` moves on. */
export async function saveCustomers(
  tx: Tx,
  rows: readonly CustomerRow[],
  renewed: readonly RenewedCustomer[] = [],
): Promise<void> {
  await insertRecords(tx.db, customers, rows, {
    columns: ["partnerId", "vendorCustomerId"],
    update: ofVendor,
  });
  await renewEditions(tx, renewed);
}
