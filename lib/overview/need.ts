import type { Permission } from "@/lib/auth/roles";
import type { Vocabulary } from "@/lib/psa/connector";
import { taskName } from "@/lib/sync/sync-task";
import type { ConnectionRow } from "./connections-query";
import { type Amount, perMonth } from "./month-money";
import type { NeedRow } from "./needs-query";

/** Something that only a person can mend: what it is, why, what it is worth, and where it is mended. */
export type Need = {
  kind: NeedRow["kind"] | "connection";
  id: string;
  title: string;
  sentence: string;
  /** Per month; null where no money is known or none hangs on it. */
  money: Amount | null;
  /** Whether the money moves by it (signed) or as much stands outside. */
  isChange: boolean;
  href: string;
  action: string;
  /** Who may do it. */
  permission: Extract<Permission, "connection.edit" | "mapping.edit" | "sync.decide" | "sync.run">;
};

/** The entry of a row of `needs-query`. `words`: those of the partner's PSA. */
export function needOf(row: NeedRow, words: Vocabulary): Need {
  const amount = perMonth(row);
  const isTask = row.kind.startsWith("task_");
  const known = { kind: row.kind, id: row.id, isChange: isTask };
  const money = row.withoutPrice > 0 && amount.minor === 0n ? null : amount;
  return { ...known, money, ...told(row, words) };
}

type Told = Pick<Need, "title" | "sentence" | "href" | "action" | "permission">;

function told(row: NeedRow, words: Vocabulary): Told {
  const title = row.kind.startsWith("task_") ? `${taskTitle(row)}: ${row.name}` : row.name;
  const mapping = { title, permission: "mapping.edit", action: "Map" } as const;
  const task = {
    title,
    permission: "sync.decide",
    action: "Open",
    href: `/sync/wizard/${row.id}`,
  } as const;
  const behind = `${subscriptions(row.count)}${waiting(row.waitingTasks)}`;
  switch (row.kind) {
    case "customer_unmapped": {
      const href = `/customer-map?search=${encodeURIComponent(row.name)}`;
      return { ...mapping, href, sentence: `Not mapped to a ${words.company} in ${words.psa}; ${behind}.` };
    }
    case "customer_broken": {
      const href = `/customer-map?search=${encodeURIComponent(row.name)}`;
      return { ...mapping, href, sentence: `Its ${words.company} in ${words.psa} is gone; ${behind}.` };
    }
    case "product_unmapped":
    case "product_broken": {
      const why =
        row.kind === "product_broken"
          ? `Its ${words.catalogItem} in ${words.psa} is gone`
          : `Not mapped to a ${words.catalogItem} in ${words.psa}`;
      const holders = row.customers === 1 ? "1 customer holds it" : `${row.customers} customers hold it`;
      const href = `/products?search=${encodeURIComponent(row.name)}`;
      return { ...mapping, href, sentence: `${why}; ${holders}${waiting(row.waitingTasks)}.` };
    }
    case "contract_unmapped":
      return {
        title,
        permission: "sync.run",
        action: "Check",
        href: "/sync",
        sentence: `${subscriptions(row.count)} without a ${words.contract} in ${words.psa}; Check Changes proposes one.`,
      };
    case "task_failed":
      return { ...task, sentence: `Failed: ${row.detail ?? "the PSA refused it"}` };
    case "task_needs_review":
      return { ...task, sentence: `It is not known whether ${words.psa} took it: ${row.detail ?? ""}` };
    case "task_needs_mapping":
      return { ...task, sentence: `No ${missing(row, words)} chosen yet: ${row.detail ?? ""}` };
    case "tasks_ready":
      return {
        title: row.count === 1 ? "1 task is ready for approval" : `${row.count} tasks are ready for approval`,
        sentence: `${row.customers === 1 ? "Of 1 customer" : `Of ${row.customers} customers`}, ups and downs counted alike; nothing is written before you approve it.`,
        href: "/sync",
        action: "Review",
        permission: "sync.decide",
      };
  }
}

const taskTitle = (row: NeedRow): string => (row.number === null ? "Task" : taskName(row.number));

function missing(row: NeedRow, words: Vocabulary): string {
  const named = (row.missing ?? []).map((each) =>
    each === "customer"
      ? words.company
      : each === "product"
        ? words.catalogItem
        : each === "contract"
          ? words.contract
          : "fee",
  );
  return named.length === 0 ? "mapping" : named.join(" and ");
}

const subscriptions = (count: number): string => (count === 1 ? "1 subscription" : `${count} subscriptions`);
const waiting = (tasks: number): string =>
  tasks === 0 ? "" : tasks === 1 ? ", 1 task waits" : `, ${tasks} tasks wait`;

/** Connections that cannot work until a person has been there: before all money, because nothing moves without them. */
export function connectionNeeds(connections: readonly ConnectionRow[]): Need[] {
  return connections
    .filter(({ state }) => state === "credentials_rejected" || state === "unreachable")
    .map((connection) => ({
      kind: "connection",
      id: connection.id,
      title: connection.name,
      sentence:
        connection.state === "unreachable"
          ? (connection.stateReason ?? "The PSA does not answer. It is tried again by itself.")
          : (connection.stateReason ?? "The PSA no longer takes the credentials. Enter new ones."),
      money: null,
      isChange: false,
      href: `/integrations/${connection.id}/setup`,
      action: connection.state === "unreachable" ? "Look" : "Enter credentials",
      permission: "connection.edit",
    }));
}
