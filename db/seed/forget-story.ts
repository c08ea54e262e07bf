import pg from "pg";

/** Kept: how time runs, what the migrations did, and the processes that are at work. */
const kept = new Set(["public.business_clock", "engine.worker", "engine.cron"]);

/** Empties every table of a demo database, sessions and keys too. Needs the owner's address; the demo's and no other. */
export async function forgetStory(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `select schemaname || '.' || tablename as name from pg_tables where schemaname in ('public', 'engine')`,
    );
    const names = rows.map((row) => row.name).filter((name) => !kept.has(name));
    await client.query("begin");
    await client.query(`truncate ${names.join(", ")} cascade`);
    await client.query("select set_business_clock('real')");
    await client.query("commit");
  } finally {
    await client.end();
  }
}

/** Ends the world of one API user in the sandbox, if there is one. */
export async function forgetWorld(sandboxUrl: string, userName: string): Promise<void> {
  await fetch(`${sandboxUrl}/_sandbox/worlds/${encodeURIComponent(userName)}/reset`, {
    method: "POST",
    body: JSON.stringify({ remove: true }),
  });
}
