import type { LineChoices } from "@/lib/plans/line-choices";
import type { PlannableTask } from "./plan-task";

/** What a person wants of a plan beyond its tasks: choices for all of them, and what differs for single ones. */
export type PlanWishes = {
  choices?: LineChoices | undefined;
  exceptions?: readonly TaskException[] | undefined;
};

export type TaskException = {
  taskId: string;
  choices?: LineChoices | undefined;
  /** Unticked: why nothing of it is written. */
  leaveOut?: string | undefined;
};

/**
 * The tasks as a person wants them planned: a chosen day takes the place of the order's, an exception goes before a
 * choice for all, and what was not chosen is left to the settings.
 */
export function withWishes(tasks: readonly PlannableTask[], wishes: PlanWishes): PlannableTask[] {
  const exceptions = new Map(wishes.exceptions?.map((exception) => [exception.taskId, exception]));
  return tasks.map((task) => {
    const own = exceptions.get(task.taskId);
    const choices = chosenOnly({ ...wishes.choices, ...chosenOnly(own?.choices) });
    return {
      ...task,
      effectiveDate: choices.effectiveDate ?? task.effectiveDate,
      ...(Object.keys(choices).length > 0 && { choices }),
      ...(own?.leaveOut !== undefined && { leaveOut: own.leaveOut }),
    };
  });
}

const chosenOnly = (choices: LineChoices | undefined): LineChoices =>
  Object.fromEntries(Object.entries(choices ?? {}).filter(([, value]) => value !== undefined));
