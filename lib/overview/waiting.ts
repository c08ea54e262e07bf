import type { SyncTaskState } from "@/db/schema/sync";
import { type Amount, sumPerMonth } from "./month-money";
import type { Standing } from "./standing-query";

export type Waiting = {
  /** Tasks that are not applied, not ignored. */
  tasks: number;
  needPerson: number;
  /** What they would change per month, ups and downs against each other. */
  money: Amount[];
  /** Tasks whose amount nobody can say before a plan. */
  withoutPrice: number;
  byState: { state: SyncTaskState; tasks: number }[];
};

const byPerson: readonly SyncTaskState[] = ["ready", "needs_mapping", "failed", "needs_review"];
const order: readonly SyncTaskState[] = [...byPerson, "held", "scheduled", "approved", "applying"];

export function waitingOf(groups: Standing["tasks"]): Waiting {
  const open = groups.filter(({ state }) => order.includes(state));
  const count = (list: Standing["tasks"]): number => list.reduce((sum, { tasks }) => sum + tasks, 0);
  return {
    tasks: count(open),
    needPerson: count(open.filter(({ state }) => byPerson.includes(state))),
    money: sumPerMonth(open),
    withoutPrice: open.reduce((sum, { withoutPrice }) => sum + withoutPrice, 0),
    byState: order
      .map((state) => ({ state, tasks: count(open.filter((group) => group.state === state)) }))
      .filter(({ tasks }) => tasks > 0),
  };
}
