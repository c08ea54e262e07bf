/** Troubles that can be put between the portal and its PSA; the words people read stand beside the screen. */
export const faultKinds = [
  "429",
  "500",
  "502-html",
  "html-200",
  "slow",
  "stall",
  "before-write",
  "after-write",
  "mid-answer",
  "late-commit",
  "empty-success",
  "half-page",
  "looping-page",
  "expired",
  "lost-right",
  "moved-zone",
] as const;
export type FaultKind = (typeof faultKinds)[number];

export type FaultWanted = {
  kind: FaultKind;
  /** How many requests it hits; null: all until it is cleared. */
  count: number | null;
  isWritesOnly: boolean;
  /** Part of the address: "Contracts". */
  path?: string;
  /** `429`: the wait that it asks for; `slow`, `late-commit`: how long. */
  seconds?: number;
};

/** The fault as the sandbox's control API takes it. */
export function faultForSandbox({ kind, count, isWritesOnly, path, seconds }: FaultWanted) {
  const takesTime = kind === "slow" || kind === "late-commit";
  return {
    kind,
    count,
    ...(isWritesOnly && { writes: true }),
    ...(path && { path: path.includes("*") ? path : `*${path}*` }),
    ...(kind === "429" && seconds !== undefined && { retryAfter: { seconds } }),
    ...(takesTime && seconds !== undefined && { ms: seconds * 1000 }),
  };
}
