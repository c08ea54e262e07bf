/** A step that proves itself: nobody ticks it. */
export type Step = {
  key: string;
  title: string;
  /** What the data say of it. */
  detail: string;
  isDone: boolean;
  /** Where it is done; null while an earlier step has to come first. */
  href: string | null;
};

export type Steps = { steps: Step[]; done: number };

export const stepsOf = (steps: Step[]): Steps => ({
  steps,
  done: steps.filter(({ isDone }) => isDone).length,
});
