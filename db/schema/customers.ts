import { foreignKey, index, jsonb, pgTable, primaryKey, text, unique } from "drizzle-orm/pg-core";
import { calendarDate, instant, tenantColumns, vendorSide } from "./columns";
import { tenants } from "./tenancy";

export type CustomerContact = { firstName?: string; lastName?: string; phone?: string; email?: string };

export const customers = vendorSide(
  pgTable(
    "customers",
    {
      ...tenantColumns(),
      vendorCustomerId: text("vendor_customer_id").notNull(),
      companyName: text("company_name").notNull(),
      legalName: text("legal_name"),
      addressLine1: text("address_line1"),
      addressLine2: text("address_line2"),
      city: text("city"),
      state: text("state"),
      postalCode: text("postal_code"),
      country: text("country"),
      phone: text("phone"),
      administrativeContact: jsonb("administrative_contact").$type<CustomerContact>(),
      internalContact: text("internal_contact"),
      access: jsonb("access").$type<{ login?: string; method?: "invite" | "initial_password" }>(),
      notificationEmail: text("notification_email"),
      currency: text("currency"),
      taxId: text("tax_id"),
      webAddress: text("web_address"),
      employees: text("employees"),
      status: text("status")
        .$type<"active" | "suspended" | "closed" | "pending_vendor">()
        .notNull()
        .default("active"),
      billing: text("billing").$type<"normal" | "excluded">().notNull().default("normal"),
      billingReason: text("billing_reason"),
      billingUntil: calendarDate("billing_until"),
      asOf: instant("as_of").notNull(),
      contentHash: text("content_hash").notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.partnerId, t.id] }),
      unique("customers_vendor_id").on(t.partnerId, t.vendorCustomerId),
      index("customers_name").on(t.partnerId, t.companyName, t.id),
      index("customers_updated").on(t.partnerId, t.updatedAt, t.id),
      foreignKey({ columns: [t.partnerId], foreignColumns: [tenants.id] }),
    ],
  ),
);
