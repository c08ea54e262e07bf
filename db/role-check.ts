import pg from "pg";

type Role = { name: string; isSuper: boolean; bypasses: boolean; owned: number };

/**
 * Row level security does not hold a superuser, a role with BYPASSRLS, or one that owns the tables and may switch it
 * off. Throws an Error that names the role and what it is, so that such an address is never served.
 */
export async function refuseStrongRole(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<Role>(
      `select rolname as name, rolsuper as "isSuper", rolbypassrls as bypasses,
              (select count(*)::int from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname = 'public' and c.relkind = 'r' and pg_has_role(current_user, c.relowner, 'member')
              ) as owned
         from pg_roles where rolname = current_user`,
    );
    const role = rows[0];
    if (!role) throw new Error("The database does not know its own user.");
    const what = role.isSuper
      ? "is a superuser"
      : role.bypasses
        ? "has BYPASSRLS"
        : role.owned > 0
          ? "owns tables of the portal"
          : undefined;
    if (!what) return;
    throw new Error(
      `DATABASE_URL names the role '${role.name}', which ${what}: one partner could see another's data. Use a restricted role there and the owner in DATABASE_ADMIN_URL.`,
    );
  } finally {
    await client.end();
  }
}
