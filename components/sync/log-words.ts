import type { Tone } from "@/components/ui/state";
import type { OperationWire } from "@/lib/operations/operation-schema";

export const operationWords: Record<OperationWire["state"], { tone: Tone; word: string }> = {
  planned: { tone: "grey", word: "Planned" },
  sending: { tone: "blue", word: "Being sent" },
  confirmed: { tone: "green", word: "Confirmed" },
  unknown: { tone: "blue", word: "Being looked up" },
  refused: { tone: "red", word: "Refused" },
  needs_review: { tone: "red", word: "Needs a look" },
  superseded: { tone: "grey", word: "Not sent" },
};

/** Chips of the filter, each for one or two states. */
export const stateChips = [
  { value: "confirmed", label: "Confirmed" },
  { value: "refused", label: "Refused" },
  { value: "needs_review", label: "Needs a look" },
  { value: "unknown", label: "Being looked up" },
  { value: "superseded", label: "Not sent" },
] as const;

export const actorName = ({ name }: OperationWire["actor"]): string => name ?? "Counterpart";

/** When something is known to have happened to it last. */
export const timeOf = (operation: Pick<OperationWire, "finishedAt" | "sentAt" | "createdAt">): string =>
  operation.finishedAt ?? operation.sentAt ?? operation.createdAt;
