import { isReplaceable, isWithdrawable } from "./collect-drafts";
import { effectiveDateOf } from "./fold-lines";
import { compareOrders, type Picture, type PictureLine } from "./picture";

/**
 * Tasks that can only be judged from all their lines again: one of them was withdrawn, or one that arrived late belongs
 * among them. Usually none, so that nothing but what is new is read.
 */
export function tasksToReopen(picture: Picture, zone: string): string[] {
  const withdrawn = new Set(
    picture.lines.filter((line) => line.orderStatus === "withdrawn").map((line) => line.id),
  );
  const completed = picture.lines.filter((line) => line.orderStatus === "completed" && !line.isReturned);
  return picture.tasks
    .filter((task) => {
      if (isWithdrawable(task) && task.orderLineIds.some((id) => withdrawn.has(id))) return true;
      return isReplaceable(task) && completed.some((line) => isLate(line, task, picture, zone));
    })
    .map((task) => task.id);
}

function isLate(line: PictureLine, task: Picture["tasks"][number], picture: Picture, zone: string): boolean {
  const order = { orderedAt: line.orderedAt, orderSequence: line.sequence };
  return compareOrders(order, task) < 0 && effectiveDateOf(line, picture, zone).date === task.effectiveDate;
}

/** The picture with lines of its tasks among those to be judged. */
export function withReturned(picture: Picture, lines: readonly PictureLine[]): Picture {
  const known = new Set(picture.lines.map((line) => line.id));
  const returned = lines.filter((line) => !known.has(line.id)).map((line) => ({ ...line, isReturned: true }));
  return returned.length === 0 ? picture : { ...picture, lines: [...picture.lines, ...returned] };
}
