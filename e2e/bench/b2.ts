import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { startEmbedded } from "@/db/embedded";
import { removeCluster } from "@/db/embedded/remove-cluster";
import { migrate } from "@/db/migrate";
import { fullCompare, makeChanges } from "./b2/changes";
import { type Filled, fill } from "./b2/fill";
import { type Measured, measuredCheck } from "./b2/measured-check";
import { type BenchOptions, type BenchResult, median, round } from "./bench";

/** Check Changes: what it reads and sends must grow with the changes, not with the subscriptions. */
export async function run(options: BenchOptions): Promise<BenchResult> {
  const folder = await mkdtemp(path.join(tmpdir(), "counterpart-bench-"));
  const database = await startEmbedded({ dataDirectory: folder, durable: true });
  const superuserUrl = new URL(database.superuserUrl);
  superuserUrl.pathname = new URL(database.appUrl).pathname;
  const superuser = new pg.Pool({ connectionString: superuserUrl.href, max: 2 });
  try {
    await migrate(database.ownerUrl);
    options.say(`Filling ${options.sizeName} subscriptions ...`);
    const { big, neighbour } = await fill(superuser, options.size);
    return judge(
      options,
      await measureAll(options, {
        superuser,
        superuserUrl: superuserUrl.href,
        appUrl: database.appUrl,
        filled: big,
        neighbour,
      }),
    );
  } finally {
    await superuser.end();
    await database.stop();
    await removeCluster(folder);
    await rm(folder, { recursive: true, force: true });
  }
}

type Bed = { superuser: pg.Pool; superuserUrl: string; appUrl: string; filled: Filled; neighbour: Filled };

type Row = {
  changes: number;
  rowsRead: number;
  rowsAllowed: number;
  statements: number;
  statementsAllowed: number;
  databaseMs: number;
  referenceMs: number;
  /** Reference / check, round by round. */
  ratio: number;
  ratioMin: number;
  ratioMax: number;
  tasks: number;
  tasksAgain: number;
  differing: number;
};

async function measureAll(options: BenchOptions, bed: Bed): Promise<Row[]> {
  const rows: Row[] = [];
  for (const changes of [0, 100, 1_000].filter((count) => count <= options.size)) {
    rows.push(await measure(options, bed, changes));
  }
  return rows;
}

/** Rounds of check and reference on the same changes, the one first and then the other in turn; the first warms up. */
async function measure(options: BenchOptions, bed: Bed, changes: number): Promise<Row> {
  const seen: { check: Measured; again: Measured; referenceMs: number; differing: number }[] = [];
  for (let turn = 0; turn <= options.rounds; turn++) {
    const takeBack = await makeChanges(bed.superuserUrl, bed.filled.partnerId, changes, options.seed + turn);
    const compare = () => fullCompare(bed.appUrl, bed.filled.partnerId);
    const check = () => measuredCheck(bed.appUrl, bed.superuser, bed.filled, bed.neighbour);
    const first = turn % 2 === 0 ? await compare() : undefined;
    const checked = await check();
    const reference = first ?? (await compare());
    const again = await check();
    await takeBack();
    if (turn > 0)
      seen.push({ check: checked, again, referenceMs: reference.ms, differing: reference.differing });
    options.say(`M=${changes} turn ${turn}: ${checked.outcome.message} ${Math.round(checked.databaseMs)} ms`);
  }
  const ratios = seen.map(({ check, referenceMs }) => referenceMs / check.databaseMs);
  const worst = (of: (each: (typeof seen)[number]) => number) => Math.max(...seen.map(of));
  return {
    changes,
    rowsRead: worst(({ check }) => check.rowsRead),
    rowsAllowed: 12 * changes + 500,
    statements: worst(({ check }) => check.statements),
    statementsAllowed: 10 + Math.ceil(changes / 500),
    databaseMs: round(median(seen.map(({ check }) => check.databaseMs))),
    referenceMs: round(median(seen.map(({ referenceMs }) => referenceMs))),
    ratio: round(median(ratios)),
    ratioMin: round(Math.min(...ratios)),
    ratioMax: round(Math.max(...ratios)),
    tasks: Math.min(...seen.map(({ check }) => check.outcome.counts?.made ?? 0)),
    tasksAgain: worst(({ again }) => again.outcome.counts?.made ?? 0),
    differing: worst(({ differing }) => differing),
  };
}

function judge(options: BenchOptions, rows: readonly Row[]): BenchResult {
  const isBig = options.size >= 1_000_000;
  const share = Math.max(...rows.map((row) => row.rowsRead / row.rowsAllowed));
  const pass = rows.every(
    (row) =>
      row.rowsRead <= row.rowsAllowed &&
      row.statements <= row.statementsAllowed &&
      row.tasks === row.changes &&
      row.tasksAgain === 0 &&
      (!isBig || row.changes !== 0 || row.databaseMs <= 5) &&
      (!isBig || row.changes !== 100 || row.ratio >= 50),
  );
  const hundred = rows.find((row) => row.changes === 100);
  return {
    bench: "b2",
    size: options.sizeName,
    metric: "rows read of those allowed (12 M + 500), worst of M = 0, 100, 1000",
    value: round(share, 3),
    reference: hundred?.referenceMs ?? 0,
    ratio: hundred?.ratio ?? 0,
    goal: "value <= 1; statements <= 10 + ceil(M/500); again 0 tasks; at 1M: M=0 in 5 ms, M=100 50x faster than the reference",
    pass,
    seed: options.seed,
    detail: rows,
  };
}
