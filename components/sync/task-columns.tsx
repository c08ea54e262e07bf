import Link from "next/link";
import { ButtonLink } from "@/components/ui/button";
import type { Column } from "@/components/ui/data-table";
import { Day } from "@/components/ui/time";
import type { TaskGroup } from "@/lib/sync/task-group";
import type { TaskWire } from "@/lib/sync/wire";
import { OneTimeCell, RecurringCell, ThisPeriodCell } from "./task-money";
import { TaskState } from "./task-state";
import { kindOfTask, taskName } from "./words";

/** Where a task is opened: what is through, by its plan; the rest in the wizard. */
export const taskHref = (task: Pick<TaskWire, "id" | "state" | "planId">): string =>
  task.planId !== null && (task.state === "applied" || task.state === "approved" || task.state === "applying")
    ? `/sync/plans/${task.planId}`
    : `/sync/wizard/${task.id}`;

const number: Column<TaskWire> = {
  key: "number",
  header: "Task",
  isMain: true,
  isSortable: true,
  cell: (task) => (
    <>
      <Link
        href={taskHref(task)}
        prefetch={false}
        className="font-medium whitespace-nowrap text-accent tabular underline-offset-2 hover:underline"
      >
        {taskName(task.number)}
      </Link>
      <span className="block text-small font-normal text-muted">{kindOfTask(task)}</span>
    </>
  ),
};

const customer: Column<TaskWire> = {
  key: "customer",
  header: "Customer and product",
  isSortable: true,
  cell: (task) => (
    <span>
      <span className="block font-medium">{task.customerName}</span>
      <span className="block text-small text-muted">{task.productName}</span>
    </span>
  ),
};

const what: Column<TaskWire> = {
  key: "effectiveDate",
  header: "What",
  isSortable: true,
  width: "sm:min-w-40",
  cell: (task) => (
    <span>
      {task.sentence}
      {task.orders.length > 0 ? (
        <span className="block text-small text-muted">
          Order {task.orders[0]}
          {task.orders.length > 1 ? ` and ${task.orders.length - 1} more` : ""}
        </span>
      ) : null}
    </span>
  ),
};

const money: readonly Column<TaskWire>[] = [
  {
    key: "money",
    header: "Recurring",
    isNumeric: true,
    isSortable: true,
    cell: (task) => <RecurringCell money={task.money} />,
  },
  {
    key: "period",
    header: "This period",
    isNumeric: true,
    cell: (task) => <ThisPeriodCell money={task.money} />,
  },
  { key: "once", header: "One-time", isNumeric: true, cell: (task) => <OneTimeCell money={task.money} /> },
];

const state: Column<TaskWire> = {
  key: "state",
  header: "State and age",
  width: "sm:min-w-40",
  cell: (task) => <TaskState task={task} />,
};

const due: Column<TaskWire> = {
  key: "due",
  header: "Sent on",
  cell: (task) => <Day date={task.scheduledFor ?? task.effectiveDate} />,
};

const open: Column<TaskWire> = {
  key: "open",
  header: "Open",
  cell: (task) => (
    <ButtonLink size="small" href={taskHref(task)} aria-label={`Sync Changes of ${taskName(task.number)}`}>
      Sync Changes
    </ButtonLink>
  ),
};

const plan: Column<TaskWire> = {
  key: "plan",
  header: "Plan",
  cell: (task) =>
    task.planId === null ? (
      <span className="text-muted">none</span>
    ) : (
      <ButtonLink
        size="small"
        href={`/sync/plans/${task.planId}`}
        aria-label={`Plan of ${taskName(task.number)}`}
      >
        Plan
      </ButtonLink>
    ),
};

// What is applied is history: sorting all of it by money would open every plan ever made.
const moneyOfHistory = money.map((column) => ({ ...column, isSortable: false }));

/** One constant a tab, so that rows are drawn once. */
export const taskColumns: Record<TaskGroup, readonly Column<TaskWire>[]> = {
  waiting: [number, customer, what, ...money, state, open],
  scheduled: [number, customer, what, ...money, due, state, open],
  failed: [number, customer, what, ...money, state, open],
  applied: [number, customer, what, ...moneyOfHistory, state, plan],
  ignored: [number, customer, what, ...money, state, open],
};
