import {
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import type { LinePeriod } from "@/lib/psa/records";
import { calendarDate, decimal6, instant, partnerSide } from "./columns";
import { connections } from "./connections";

/** Local copies of what a PSA holds, keyed by the PSA's own ids, with the time they were read. */
const mirrorColumns = () => ({
  partnerId: uuid("partner_id").notNull(),
  connectionId: uuid("connection_id").notNull(),
  readAt: instant("read_at").notNull(),
  /** No longer answered: deleted, merged or hidden from the API user. The row stays, so that it can be named. */
  isGone: boolean("is_gone").notNull().default(false),
});

export const mirrorCompanies = partnerSide(
  pgTable(
    "mirror_companies",
    {
      ...mirrorColumns(),
      psaCompanyId: text("psa_company_id").notNull(),
      name: text("name").notNull(),
      typeName: text("type_name").notNull(),
      isCustomer: boolean("is_customer").notNull(),
      isActive: boolean("is_active").notNull(),
      isOwner: boolean("is_owner").notNull(),
      currency: text("currency"),
      country: text("country"),
      city: text("city"),
      postalCode: text("postal_code"),
      phone: text("phone"),
      webAddress: text("web_address"),
      parentPsaCompanyId: text("parent_psa_company_id"),
      lastActivityAt: instant("last_activity_at"),
    },
    (t) => [
      primaryKey({ columns: [t.partnerId, t.connectionId, t.psaCompanyId] }),
      index("mirror_companies_name").on(t.partnerId, t.connectionId, t.name),
      foreignKey({
        columns: [t.partnerId, t.connectionId],
        foreignColumns: [connections.partnerId, connections.id],
      }),
    ],
  ),
);

export const mirrorContracts = partnerSide(
  pgTable(
    "mirror_contracts",
    {
      ...mirrorColumns(),
      psaContractId: text("psa_contract_id").notNull(),
      psaCompanyId: text("psa_company_id").notNull(),
      name: text("name").notNull(),
      number: text("number"),
      kindName: text("kind_name").notNull(),
      isRecurring: boolean("is_recurring").notNull(),
      isActive: boolean("is_active").notNull(),
      cycle: text("cycle"),
      currency: text("currency"),
      startDate: calendarDate("start_date").notNull(),
      endDate: calendarDate("end_date"),
    },
    (t) => [
      primaryKey({ columns: [t.partnerId, t.connectionId, t.psaContractId] }),
      index("mirror_contracts_company").on(t.partnerId, t.connectionId, t.psaCompanyId),
      foreignKey({
        columns: [t.partnerId, t.connectionId],
        foreignColumns: [connections.partnerId, connections.id],
      }),
    ],
  ),
);

/** A contract line with its periods: quantity per period, because a line has no single quantity. */
export const mirrorLines = partnerSide(
  pgTable(
    "mirror_lines",
    {
      ...mirrorColumns(),
      psaLineId: text("psa_line_id").notNull(),
      psaContractId: text("psa_contract_id").notNull(),
      psaItemId: text("psa_item_id").notNull(),
      key: text("key"),
      invoiceText: text("invoice_text"),
      unitPrice: decimal6("unit_price"),
      unitCost: decimal6("unit_cost"),
      isInBundle: boolean("is_in_bundle").notNull(),
      /** `postedAt` as ISO text. */
      periods: jsonb("periods").$type<(Omit<LinePeriod, "postedAt"> & { postedAt?: string })[]>().notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.partnerId, t.connectionId, t.psaLineId] }),
      index("mirror_lines_contract").on(t.partnerId, t.connectionId, t.psaContractId, t.psaItemId),
      foreignKey({
        columns: [t.partnerId, t.connectionId],
        foreignColumns: [connections.partnerId, connections.id],
      }),
    ],
  ),
);

export const mirrorCatalogItems = partnerSide(
  pgTable(
    "mirror_catalog_items",
    {
      ...mirrorColumns(),
      psaItemId: text("psa_item_id").notNull(),
      name: text("name").notNull(),
      code: text("code"),
      description: text("description"),
      cycle: text("cycle"),
      unitPrice: decimal6("unit_price"),
      unitCost: decimal6("unit_cost"),
      unit: text("unit"),
      isActive: boolean("is_active").notNull(),
      isBundle: boolean("is_bundle").notNull(),
      inBundles: jsonb("in_bundles").$type<string[]>().notNull(),
      psaVendorId: text("psa_vendor_id"),
    },
    (t) => [
      primaryKey({ columns: [t.partnerId, t.connectionId, t.psaItemId] }),
      foreignKey({
        columns: [t.partnerId, t.connectionId],
        foreignColumns: [connections.partnerId, connections.id],
      }),
    ],
  ),
);

export const mirrorBillingCodes = partnerSide(
  pgTable(
    "mirror_billing_codes",
    {
      ...mirrorColumns(),
      psaBillingCodeId: text("psa_billing_code_id").notNull(),
      name: text("name").notNull(),
      isActive: boolean("is_active").notNull(),
      useName: text("use_name").notNull(),
    },
    (t) => [primaryKey({ columns: [t.partnerId, t.connectionId, t.psaBillingCodeId] })],
  ),
);

/** One row for each list of a connection: when it was read whole, how many rows, why the last reading was refused. */
export const mirrorLists = partnerSide(
  pgTable(
    "mirror_lists",
    {
      partnerId: uuid("partner_id").notNull(),
      connectionId: uuid("connection_id").notNull(),
      list: text("list").notNull(),
      readAt: instant("read_at"),
      rows: integer("rows").notNull().default(0),
      calls: integer("calls").notNull().default(0),
      problem: text("problem"),
    },
    (t) => [primaryKey({ columns: [t.partnerId, t.connectionId, t.list] })],
  ),
);
