import type { Ctx, Tx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { sayAutomation } from "@/lib/automation/say-automation";
import { businessDate, sayTime } from "@/lib/dates";
import { keptSum } from "@/lib/kept-sums/kept-sum";
import { getProvider } from "@/lib/psa/registry";
import { type SyncRun, selectRunsById } from "./run-query";
import {
  type CheckedConnection,
  checkedConnections,
  countTasks,
  type GroupMoney,
  sumTasks,
} from "./summary-query";
import { syncSentence } from "./sync-sentence";
import type { TaskFilter } from "./task-filter-query";
import { batchLimit, countGroups, statesOfGroup, type TaskCounts, type TaskGroup } from "./task-group";

export type TaskSummary = {
  /** Counts and money were added up earlier. */
  isKept: boolean;
  /** How things stand, in one sentence. */
  sentence: string;
  counts: TaskCounts;
  countsExactTo: number;
  unseen: number;
  /** Of the tasks that wait, or of the group asked for. */
  money: GroupMoney[];
  connections: (Omit<CheckedConnection, "provider" | "lastRunId" | "settings"> & {
    psa: string;
    /** What runs without a person; none for a connection as it is delivered. */
    automation: string | null;
    lastRun: SyncRun | null;
  })[];
};

/**
 * How the tasks that a filter means stand: counts of the tabs, their money, the last checks. History is counted and
 * not added up: what is applied is in the PSA. Five statements, whatever the number of tasks.
 */
export async function summariseTasks(
  ctx: Ctx,
  { group = "waiting", mayBeKept, ...filter }: TaskFilter & { group?: TaskGroup; mayBeKept?: boolean },
): Promise<TaskSummary> {
  requirePermission(ctx, "partner.read");
  return ctx.transaction(async (tx) => {
    const name = isFiltered(filter) ? undefined : `tasks ${group}`;
    const { value, isKept } = await keptSum(tx, { name, mayBeKept }, () => addUp(tx, filter, group));
    const { counts, unseen, money } = value;
    const checked = await checkedConnections(tx);
    const runs = await selectRunsById(
      tx,
      checked.flatMap((connection) => connection.lastRunId ?? []),
    );
    const connections = checked.map(({ provider, lastRunId, settings, ...connection }) => ({
      ...connection,
      psa: getProvider(provider).vocabulary.psa,
      automation: sayAutomation(settings) ?? null,
      lastRun: runs.find((run) => run.id === lastRunId) ?? null,
    }));
    const sentence = syncSentence({
      counts,
      money: group === "waiting" ? money : [],
      unseen,
      exactTo: batchLimit,
      psas: [...new Set(connections.map((connection) => connection.psa))],
      isFiltered: isFiltered(filter),
      checkedAt: oldestCheck(connections, tx.now),
    });
    return { isKept, sentence, counts, countsExactTo: batchLimit, unseen, money, connections };
  });
}

async function addUp(tx: Tx, filter: TaskFilter, group: TaskGroup) {
  const { counts: byState, unseen } = await countTasks(tx, filter, batchLimit + 1);
  const counts = countGroups(byState);
  const isToldNothing = group === "applied" || counts[group] === 0;
  const money = isToldNothing
    ? []
    : await sumTasks(tx, { ...filter, states: statesOfGroup(group) }, batchLimit);
  return { counts, unseen, money };
}

const isFiltered = ({ states: _states, ...filter }: TaskFilter) =>
  Object.values(filter).some((value) => value !== undefined && value !== false);

/** The time until which everything was looked at; none while a connection was never checked. */
function oldestCheck(connections: TaskSummary["connections"], now: Date): string | undefined {
  const ends = connections.map(({ lastRun, timeZone }) => ({ at: lastRun?.finishedAt, timeZone }));
  if (ends.some(({ at }) => !at)) return undefined;
  const [oldest] = ends.sort((one, other) => (one.at?.getTime() ?? 0) - (other.at?.getTime() ?? 0));
  if (!oldest?.at) return undefined;
  return sayTime(oldest.at, oldest.timeZone, businessDate(now, oldest.timeZone));
}
