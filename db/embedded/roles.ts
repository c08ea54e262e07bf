import pg from "pg";
import { address, type Credentials } from "./credentials";

/**
 * Three roles without any special right, and their two databases: the owner migrates `counterpart`, the portal uses
 * it as the restricted role, and the PSA sandbox has a database that neither of them can enter. Safe to repeat: a
 * first start that broke off is completed by the next.
 */
export async function createRolesAndDatabases(superuserUrl: string, secrets: Credentials): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    for (const [role, secret] of [
      ["counterpart_owner", secrets.owner],
      ["counterpart_app", secrets.app],
      ["counterpart_sandbox", secrets.sandbox],
    ] as const) {
      await createRole(client, role, secret);
    }
    await createDatabase(client, "counterpart", "counterpart_owner");
    await client.query("grant connect on database counterpart to counterpart_app");
    await createDatabase(client, "counterpart_sandbox", "counterpart_sandbox");
  } finally {
    await client.end();
  }
}

export async function createRole(client: pg.Client, role: string, secret: string): Promise<void> {
  const found = await client.query("select 1 from pg_roles where rolname = $1", [role]);
  const verb = found.rowCount ? "alter" : "create";
  const password = client.escapeLiteral(secret);
  await client.query(
    `${verb} role ${role} login nosuperuser nocreatedb nocreaterole nobypassrls password ${password}`,
  );
}

async function createDatabase(client: pg.Client, name: string, owner: string): Promise<void> {
  const found = await client.query("select 1 from pg_database where datname = $1", [name]);
  if (!found.rowCount) await client.query(`create database ${name} owner ${owner}`);
  await client.query(`revoke all on database ${name} from public`);
}

export function addresses(secrets: Credentials): {
  superuserUrl: string;
  ownerUrl: string;
  appUrl: string;
  sandboxUrl: string;
} {
  return {
    superuserUrl: address("postgres", secrets.superuser, secrets.port, "postgres"),
    ownerUrl: address("counterpart_owner", secrets.owner, secrets.port, "counterpart"),
    appUrl: address("counterpart_app", secrets.app, secrets.port, "counterpart"),
    sandboxUrl: address("counterpart_sandbox", secrets.sandbox, secrets.port, "counterpart_sandbox"),
  };
}
