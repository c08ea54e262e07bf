import type { FaultKind } from "@/lib/practice-psa/fault";
import type { RequestWire } from "@/lib/practice-psa/wire";

export type FaultWords = {
  label: string;
  help: string;
  /** What the number of seconds means, where it takes one. */
  seconds?: string;
};

/** Troubles of a PSA as people know them, in the order of the list. */
export const faultWords: Readonly<Record<FaultKind, FaultWords>> = {
  "429": {
    label: "Too many requests (429)",
    help: "Refused, nothing applied. With a wait the answer says when to come back.",
    seconds: "Wait it asks for",
  },
  "500": { label: "Server error (500)", help: "Nothing applied; the answer is no JSON." },
  "502-html": { label: "Bad gateway page (502)", help: "Nothing applied; a web page instead of an answer." },
  "html-200": { label: "Maintenance page (200)", help: "Nothing applied; a web page that claims success." },
  slow: { label: "Slow", help: "Answers correctly, only late.", seconds: "How slow" },
  stall: {
    label: "No answer at all",
    help: "Nothing applied, and the line stays open until the caller gives up.",
  },
  "before-write": {
    label: "Cut before the write",
    help: "The connection breaks before anything is applied. The portal cannot know that.",
  },
  "after-write": {
    label: "Cut after the write",
    help: "Applied, but the answer is lost. Sending it again would apply it twice.",
  },
  "mid-answer": { label: "Half an answer", help: "Applied, and the answer breaks off in the middle." },
  "late-commit": {
    label: "Late write",
    help: "The connection breaks at once, and the write is applied a while later.",
    seconds: "Applied after",
  },
  "empty-success": {
    label: "Empty success",
    help: "Applied, and the answer says nothing (200 without a body).",
  },
  "half-page": { label: "Half a page", help: "A list says how many rows there are and brings fewer." },
  "looping-page": { label: "Page that loops", help: "Every next page is the first one again." },
  expired: {
    label: "Key expired (401)",
    help: "The credentials are refused. The portal stops the connection.",
  },
  "lost-right": { label: "Right taken away", help: "The API user may no longer read or write this." },
  "moved-zone": {
    label: "Moved to another zone",
    help: "Refused (401) until the portal asks again where the database lives.",
  },
};

export function faultLabel(kind: string): string {
  return kind in faultWords ? faultWords[kind as FaultKind].label : kind;
}

type Word = { tone: "red" | "amber" | "green" | "blue" | "grey"; text: string };

const outcomes: Readonly<Record<string, Word>> = {
  "under way": { tone: "blue", text: "Under way" },
  "cut before": { tone: "red", text: "Cut, not applied" },
  "cut after": { tone: "red", text: "Cut, applied" },
  "half answer": { tone: "red", text: "Half an answer" },
  late: { tone: "amber", text: "Applied late" },
  stalled: { tone: "red", text: "No answer" },
};

/** How a request ended: its status where it was answered, else what became of it. */
export function answerWord({ outcome, status }: Pick<RequestWire, "outcome" | "status">): Word {
  const known = outcomes[outcome];
  if (known) return known;
  if (status === null) return { tone: "grey", text: outcome };
  return { tone: status < 300 ? "green" : "red", text: String(status) };
}
