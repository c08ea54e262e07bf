import { getTableColumns, getTableName, is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { type TenantClass, tenantClasses } from "./schema/columns";
import * as schema from "./schema/index";

/** One table of the schema with what its policies need. */
type DeclaredTable = {
  name: string;
  tenantClass: TenantClass;
  hasPartner: boolean;
  isPartnerOptional: boolean;
};

export function declaredTables(): readonly DeclaredTable[] {
  const tables = (Object.values(schema) as unknown[]).filter((value) => is(value, PgTable));
  return tables.map((table) => {
    const name = getTableName(table);
    const tenantClass = tenantClasses.get(name);
    if (!tenantClass) {
      throw new Error(
        `Table ${name} declares no tenant class; wrap it in vendorSide(), partnerSide() or another.`,
      );
    }
    const partner = Object.values(getTableColumns(table)).find((column) => column.name === "partner_id");
    return {
      name,
      tenantClass,
      hasPartner: partner !== undefined,
      isPartnerOptional: partner?.notNull === false,
    };
  });
}

// Wrapped in a sub-select the setting is read once for a statement, not once for a row.
const ofVendorSide = "partner_id = any ((select app_vendor_side())::uuid[])";
const ofPartnerSide = "partner_id = any ((select app_partner_side())::uuid[])";
const atTheDoor = "(select app_door())";

/** Who may read a row, and which rows may be written, for each class. */
function conditions(table: DeclaredTable): { read: string; write: string } | undefined {
  switch (table.tenantClass) {
    case "vendor_side": {
      // A price without a partner is everybody's.
      const read = table.isPartnerOptional ? `(partner_id is null or ${ofVendorSide})` : ofVendorSide;
      return {
        read,
        write: table.isPartnerOptional ? `(partner_id is null or ${ofVendorSide})` : ofVendorSide,
      };
    }
    case "partner_side":
      return { read: ofPartnerSide, write: ofPartnerSide };
    case "journal":
      return { read: ofPartnerSide, write: `(${ofPartnerSide} or ${ofVendorSide})` };
    case "door":
      return table.hasPartner
        ? { read: `(${atTheDoor} or ${ofPartnerSide})`, write: `(${atTheDoor} or ${ofPartnerSide})` }
        : { read: atTheDoor, write: atTheDoor };
    case "shared":
      return undefined;
  }
}

/**
 * The statements that put every declared table under forced row level security and give the restricted role its
 * rights. Idempotent: run by `migrate` after every migration, so that a policy can never lag behind its declaration.
 */
export function policyStatements(appRole: string): readonly string[] {
  const statements: string[] = [
    `grant usage on schema public to ${appRole}`,
    `grant usage on all sequences in schema public to ${appRole}`,
    `grant execute on all functions in schema public to ${appRole}`,
  ];
  for (const table of declaredTables()) {
    const rule = conditions(table);
    // The audit log is append-only for the application; sealing fills the hash columns of rows that have none.
    const rights = table.tenantClass === "journal" ? "select, insert" : "select, insert, update, delete";
    statements.push(
      `revoke all on ${table.name} from ${appRole}`,
      `grant ${rights} on ${table.name} to ${appRole}`,
    );
    if (table.tenantClass === "journal") {
      statements.push(`grant update (position, previous_hash, hash) on ${table.name} to ${appRole}`);
    }
    if (!rule) continue;
    statements.push(
      `alter table ${table.name} enable row level security`,
      `alter table ${table.name} force row level security`,
      `drop policy if exists tenant_read on ${table.name}`,
      `drop policy if exists tenant_insert on ${table.name}`,
      `drop policy if exists tenant_update on ${table.name}`,
      `drop policy if exists tenant_delete on ${table.name}`,
      `create policy tenant_read on ${table.name} for select using (${rule.read})`,
      `create policy tenant_insert on ${table.name} for insert with check (${rule.write})`,
      `create policy tenant_update on ${table.name} for update using (${rule.read}) with check (${rule.write})`,
      `create policy tenant_delete on ${table.name} for delete using (${rule.read})`,
    );
  }
  return statements;
}
