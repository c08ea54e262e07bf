import type { Tone } from "@/components/ui/state";
import type { SubscriptionState } from "@/lib/sync/subscription-state";
import type { TaskGroup } from "@/lib/sync/task-group";
import type { TaskWire } from "@/lib/sync/wire";

type Word = { tone: Tone; word: string };

export const taskStateWords: Record<TaskWire["state"], Word> = {
  needs_mapping: { tone: "red", word: "Not mapped" },
  ready: { tone: "amber", word: "Ready" },
  held: { tone: "grey", word: "Held" },
  scheduled: { tone: "blue", word: "Scheduled" },
  approved: { tone: "blue", word: "Approved" },
  applying: { tone: "blue", word: "Being applied" },
  applied: { tone: "green", word: "Applied" },
  failed: { tone: "red", word: "Failed" },
  needs_review: { tone: "red", word: "Needs a look" },
  ignored: { tone: "grey", word: "Ignored" },
  superseded: { tone: "grey", word: "Replaced" },
};

export const subscriptionStateWords: Record<SubscriptionState, Word> = {
  in_sync: { tone: "green", word: "In sync" },
  out_of_sync: { tone: "red", word: "Out of sync" },
  waiting: { tone: "blue", word: "Waiting" },
  not_mapped: { tone: "amber", word: "Not mapped" },
  excluded: { tone: "grey", word: "Excluded" },
};

/** In the order of the tabs. */
export const groupWords: Record<TaskGroup, string> = {
  waiting: "Waiting",
  scheduled: "Scheduled",
  failed: "Failed",
  applied: "Applied",
  ignored: "Ignored",
};

export const typeWords: Record<TaskWire["type"], string> = {
  sales: "Sale",
  change: "Change",
  billing: "Billing",
  cancellation: "Cancellation",
};

const directionWords = { up: "Upgrade", down: "Downgrade", same: "Change" } as const;

export const kindOfTask = ({ type, direction }: Pick<TaskWire, "type" | "direction">): string =>
  direction === null ? typeWords[type] : directionWords[direction];

export const missingWords: Record<TaskWire["missing"][number], string> = {
  customer: "customer",
  product: "product",
  contract: "contract",
  fee: "fee",
};

export const taskName = (number: number): string => `T-${String(number).padStart(6, "0")}`;

export type IgnoreReason = "own use" | "test" | "billed elsewhere" | "other";

export const ignoreReasons: readonly { value: IgnoreReason; label: string; help: string }[] = [
  { value: "own use", label: "Own use", help: "The customer does not pay for it." },
  { value: "test", label: "Test", help: "Ordered to try something." },
  { value: "billed elsewhere", label: "Billed elsewhere", help: "It reaches an invoice another way." },
  { value: "other", label: "Other", help: "Say it below." },
];
