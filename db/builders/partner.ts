import { partners, tenants } from "@/db/schema/tenancy";
import { type Building, buildingDb, builtAt, builtColumns, nextNumber } from "./build";

export type BuiltPartner = typeof partners.$inferSelect;

/** A partner with its tenant row: GBP, Europe/London, invoice day 1. */
export async function buildPartner(
  building: Building,
  overrides: Partial<typeof partners.$inferInsert> = {},
): Promise<BuiltPartner> {
  const db = buildingDb(building);
  const number = nextNumber();
  const name = overrides.name ?? `Partner ${number}`;
  const partnerId = overrides.partnerId ?? (await buildTenant(building, "partner", name));
  const [partner] = await db
    .insert(partners)
    .values({
      code: `P-${1000 + number}`,
      name,
      country: "GB",
      currency: "GBP",
      timeZone: "Europe/London",
      ...builtColumns,
      ...overrides,
      partnerId,
    })
    .returning();
  if (!partner) throw new Error("The partner was not stored.");
  return partner;
}

/** The vendor's own tenant: vendor persons and vendor-wide keys belong to it. Returns its id. */
export function buildVendor(building: Building, name = "Larkspur Cloud"): Promise<string> {
  return buildTenant(building, "vendor", name);
}

async function buildTenant(building: Building, kind: "vendor" | "partner", name: string): Promise<string> {
  const [tenant] = await buildingDb(building)
    .insert(tenants)
    .values({ kind, name, createdAt: builtAt })
    .returning();
  if (!tenant) throw new Error("The tenant was not stored.");
  return tenant.id;
}
