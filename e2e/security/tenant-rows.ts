import type pg from "pg";
import { declaredTables } from "@/db/policies";
import { tenantClasses } from "@/db/schema/columns";

const tables = declaredTables().filter((table) => table.hasPartner);

/** Moves with every request by design: when a session or a key was last used. */
const restless: Readonly<Record<string, string>> = { sessions: "last_seen_at", api_keys: "last_used_at" };

/** One text for all rows of a partner, in every table: equal before and after means that nothing was touched. */
export async function fingerprintOf(pool: pg.Pool, partnerId: string): Promise<string> {
  const parts = tables.map(({ name }) => {
    const row = restless[name] ? `to_jsonb(t) - '${restless[name]}'` : "to_jsonb(t)";
    return `select '${name}' as name, count(*) as rows, md5(string_agg((${row})::text, ',' order by (${row})::text)) as hash
            from ${name} t where partner_id = $1`;
  });
  const found = await pool.query(`${parts.join(" union all ")} order by name`, [partnerId]);
  return JSON.stringify(found.rows);
}

/** Every id that stands in a partner's rows, told apart by who else may see it: the vendor sees the vendor's side. */
export async function idsOf(
  pool: pg.Pool,
  partnerId: string,
): Promise<{ all: Set<string>; psaSide: Set<string> }> {
  const vendorSide = await uuidsIn(pool, partnerId, (name) => tenantClasses.get(name) === "vendor_side");
  const all = await uuidsIn(pool, partnerId, () => true);
  return { all, psaSide: new Set([...all].filter((id) => !vendorSide.has(id) && id !== partnerId)) };
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

async function uuidsIn(
  pool: pg.Pool,
  partnerId: string,
  isMeant: (name: string) => boolean,
): Promise<Set<string>> {
  const parts = tables
    .filter(({ name }) => isMeant(name))
    .map(({ name }) => `select to_jsonb(t)::text as row from ${name} t where partner_id = $1`);
  const rows = await pool.query<{ row: string }>(parts.join(" union all "), [partnerId]);
  const catalogue = await pool.query<{ id: string }>(
    "select id::text from products union select id::text from product_families",
  );
  const shared = new Set(catalogue.rows.map((row) => row.id));
  return new Set(rows.rows.flatMap(({ row }) => row.match(uuid) ?? []).filter((id) => !shared.has(id)));
}
