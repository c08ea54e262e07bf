import pg from "pg";
import type { RequestEntry } from "./request-log";
import type { Batch, WorldStore } from "./store";
import type { Json, Row } from "./table";

const TABLES = `
  create table if not exists sandbox_worlds (name text primary key, head json not null);
  create table if not exists sandbox_rows (
    world text not null, entity text not null, id bigint not null, document json not null,
    primary key (world, entity, id)
  );
  create table if not exists sandbox_requests (
    world text not null, seq bigint not null, entry json not null, primary key (world, seq)
  );
`;

const KEPT_REQUESTS = 5_000;
const PRUNE_EVERY = 1_000;
/** Rows in one statement; a world of 100,000 unit rows is stored in 50. */
const CHUNK = 2_000;

/** Keeps worlds in a database of the sandbox's own. Makes its three tables when they are missing. */
export async function openPostgresStore(databaseUrl: string): Promise<WorldStore> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  // An idle connection that the server closes must not end the process; the next batch opens a new one.
  pool.on("error", () => {});
  await pool.query(TABLES);
  return {
    async heads() {
      const { rows } = await pool.query<{ name: string; head: Json }>(
        "select name, head from sandbox_worlds",
      );
      return new Map(rows.map((row) => [row.name, row.head]));
    },
    async content(world) {
      const rows = await pool.query<{ table: string; row: Row }>(
        `select entity as "table", document as row from sandbox_rows where world = $1 order by entity, id`,
        [world],
      );
      const requests = await pool.query<{ entry: RequestEntry }>(
        "select entry from sandbox_requests where world = $1 order by seq desc limit $2",
        [world, KEPT_REQUESTS],
      );
      return { rows: rows.rows, requests: requests.rows.map((one) => one.entry).reverse() };
    },
    write: (batch) => writeBatch(pool, batch),
    close: () => pool.end(),
  };
}

async function writeBatch(pool: pg.Pool, batch: Batch): Promise<void> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("begin");
    await writeAll(client, batch);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

async function writeAll(
  client: pg.PoolClient,
  { emptied, forgotten, heads, rows, requests }: Batch,
): Promise<void> {
  if (emptied.size > 0) await client.query("delete from sandbox_rows where world = any($1)", [[...emptied]]);
  if (forgotten.size > 0) {
    await client.query("delete from sandbox_requests where world = any($1)", [[...forgotten]]);
  }
  const gone = [...heads].filter(([, head]) => head === null).map(([name]) => name);
  if (gone.length > 0) await client.query("delete from sandbox_worlds where name = any($1)", [gone]);
  const kept = [...heads].filter(([, head]) => head !== null);
  await inChunks(kept, async (part) => {
    await client.query(
      `insert into sandbox_worlds (name, head) select * from unnest($1::text[], $2::json[])
       on conflict (name) do update set head = excluded.head`,
      [part.map(([name]) => name), part.map(([, head]) => JSON.stringify(head))],
    );
  });
  await writeRows(client, rows);
  await writeRequests(client, requests);
}

async function writeRows(client: pg.PoolClient, rows: Batch["rows"]): Promise<void> {
  await inChunks(
    rows.filter((one) => one.row !== undefined),
    async (part) => {
      await client.query(
        `insert into sandbox_rows (world, entity, id, document)
         select * from unnest($1::text[], $2::text[], $3::bigint[], $4::json[])
         on conflict (world, entity, id) do update set document = excluded.document`,
        [
          part.map((one) => one.world),
          part.map((one) => one.table),
          part.map((one) => one.id),
          part.map((one) => JSON.stringify(one.row)),
        ],
      );
    },
  );
  await inChunks(
    rows.filter((one) => one.row === undefined),
    async (part) => {
      await client.query(
        `delete from sandbox_rows using unnest($1::text[], $2::text[], $3::bigint[]) as gone (world, entity, id)
         where sandbox_rows.world = gone.world and sandbox_rows.entity = gone.entity and sandbox_rows.id = gone.id`,
        [part.map((one) => one.world), part.map((one) => one.table), part.map((one) => one.id)],
      );
    },
  );
}

async function writeRequests(client: pg.PoolClient, requests: Batch["requests"]): Promise<void> {
  await inChunks(requests, async (part) => {
    await client.query(
      `insert into sandbox_requests (world, seq, entry) select * from unnest($1::text[], $2::bigint[], $3::json[])
       on conflict (world, seq) do update set entry = excluded.entry`,
      [
        part.map((one) => one.world),
        part.map((one) => one.entry.seq),
        part.map((one) => JSON.stringify(one.entry)),
      ],
    );
  });
  for (const { world, entry } of requests) {
    if (entry.seq % PRUNE_EVERY !== 0) continue;
    await client.query("delete from sandbox_requests where world = $1 and seq <= $2", [
      world,
      entry.seq - KEPT_REQUESTS,
    ]);
  }
}

async function inChunks<T>(all: readonly T[], write: (part: readonly T[]) => Promise<void>): Promise<void> {
  for (let at = 0; at < all.length; at += CHUNK) await write(all.slice(at, at + CHUNK));
}
