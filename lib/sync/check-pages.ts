import { randomUUID } from "node:crypto";
import type { RunCounts } from "@/db/schema/sync";
import type { Tx } from "@/lib/auth/context";
import { minusOneMonth } from "@/lib/dates";
import type { Rules } from "./collect-drafts";
import { decideTasks } from "./decide-tasks";
import { addCounts, noCounts } from "./decision";
import { writeDecisions } from "./decision-store";
import type { Picture } from "./picture";
import { activePage, linesOfTasks, type Owner, type PicturePage, unseenPage } from "./picture-query";
import { tasksToReopen, withReturned } from "./reopened-tasks";

/** Order lines (or subscriptions) read and written together: two statements for each page. */
const pageSize = 2_000;
const beforeAll = "00000000-0000-0000-0000-000000000000";

export type Check = {
  connectionId: string;
  syncRunId: string;
  today: string;
  zone: string;
  takesUnmapped: boolean;
  isFirstRun: boolean;
};

/** Goes through what is new page by page: on a first run all that is active, then every order line no check has seen. */
export async function checkPages(tx: Tx, check: Check): Promise<RunCounts> {
  const rules: Rules = {
    connectionId: check.connectionId,
    today: check.today,
    zone: check.zone,
    newId: randomUUID,
    ...(check.isFirstRun ? { firstRun: { lookBackDate: minusOneMonth(check.today) } } : {}),
  };
  const active = check.isFirstRun ? await walk(tx, check, rules, activePage, countSubscriptions) : noCounts;
  const unseen = await walk(tx, check, rules, unseenPage, countLines);
  return addCounts(active, unseen);
}

type ReadPage = (tx: Tx, owner: Owner, after: string, limit: number) => Promise<PicturePage>;

const countSubscriptions = (page: PicturePage): number => page.length;
const countLines = (page: PicturePage): number =>
  page.reduce((sum, { picture }) => sum + picture.lines.filter((line) => !line.isReturned).length, 0);

async function walk(
  tx: Tx,
  check: Check,
  rules: Rules,
  readPage: ReadPage,
  size: (page: PicturePage) => number,
): Promise<RunCounts> {
  let counts = noCounts;
  let after = beforeAll;
  let limit = pageSize;
  for (;;) {
    const page = await readPage(tx, check, after, limit);
    const isFull = size(page) === limit;
    // The last subscription of a full page may go on behind it; all its lines are needed together.
    const whole = isFull && readPage === unseenPage ? page.slice(0, -1) : page;
    const last = whole.at(-1);
    if (!last) {
      if (!isFull) return counts;
      limit *= 8;
      continue;
    }
    const ours = whole.filter(({ isOurs }) => isOurs).map(({ picture }) => picture);
    const decisions = (await withReturnedLines(tx, ours, check.zone)).map((picture) =>
      decideTasks(picture, rules),
    );
    await writeDecisions(tx, check, decisions);
    counts = decisions.reduce((sum, decision) => addCounts(sum, decision.counts), counts);
    if (!isFull) return counts;
    after = last.picture.subscriptionId;
    limit = pageSize;
  }
}

/** Reads the lines of tasks that must be judged from all of them; a statement only where there are such. */
async function withReturnedLines(
  tx: Tx,
  pictures: readonly Picture[],
  zone: string,
): Promise<readonly Picture[]> {
  const taskIds = pictures.flatMap((picture) => tasksToReopen(picture, zone));
  if (taskIds.length === 0) return pictures;
  const lines = await linesOfTasks(tx, taskIds);
  return pictures.map((picture) => withReturned(picture, lines.get(picture.subscriptionId) ?? []));
}
