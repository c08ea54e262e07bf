import type { Tone } from "@/components/ui/state";
import type { WirePlan, WirePlanLine } from "@/lib/plans/plan-schema";

type Word = { tone: Tone; word: string };

export const planStateWords: Record<WirePlan["state"], Word> = {
  draft: { tone: "amber", word: "Waits for approval" },
  approved: { tone: "blue", word: "Approved" },
  applying: { tone: "blue", word: "Being applied" },
  finished: { tone: "green", word: "Finished" },
  superseded: { tone: "grey", word: "Replaced" },
};

export const lineStateWords: Record<WirePlanLine["state"], Word> = {
  planned: { tone: "grey", word: "Planned" },
  applied: { tone: "green", word: "Applied" },
  failed: { tone: "red", word: "Failed" },
  needs_review: { tone: "red", word: "Needs a look" },
  superseded: { tone: "grey", word: "Not written" },
};

export const detailWords: Record<WirePlanLine["detail"], Word> = {
  new_sale: { tone: "green", word: "New sale" },
  upgrade: { tone: "green", word: "Upgrade" },
  downgrade: { tone: "amber", word: "Downgrade" },
  price_only: { tone: "blue", word: "Price only" },
  fee: { tone: "blue", word: "Fee" },
  unchanged: { tone: "grey", word: "Unchanged" },
  ends: { tone: "amber", word: "Ends" },
  not_possible: { tone: "red", word: "Not possible" },
  left_out: { tone: "grey", word: "Left out" },
};

const periods: Readonly<Record<string, string>> = {
  monthly: "month",
  quarterly: "quarter",
  semiannual: "half-year",
  annual: "year",
};

/** "month": what a recurring amount is for. */
export const periodWord = (cycle: string | null | undefined): string | undefined => periods[cycle ?? ""];

const cycles: Readonly<Record<string, string>> = {
  monthly: "monthly",
  quarterly: "quarterly",
  semiannual: "half-yearly",
  annual: "yearly",
  one_time: "once",
};

export const cycleWord = (cycle: string | null | undefined): string =>
  cycles[cycle ?? ""] ?? "in no known cycle";

export const undoWords: Readonly<Record<string, string>> = {
  full: "Can be taken back fully",
  compensating: "Can be taken back by an opposite change",
  partial: "Can be taken back in part",
  not_possible: "Cannot be taken back",
};
