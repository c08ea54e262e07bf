/** Why one row of a batch was not saved; the others are. `index` is its place in the batch. */
export type Rejected = {
  index: number;
  code: "invalid" | "not_found" | "conflict" | "precondition_failed" | "unavailable";
  /** One sentence what is wrong, one what to do. */
  message: string;
  /** What is stored now, where somebody else was first or the row is older than that. */
  current?: unknown;
};

export type BatchResult<Saved> = { saved: Saved[]; rejected: Rejected[] };

/** A row's refusal before its place in the batch is known. */
export type Refusal = Omit<Rejected, "index">;

export const invalid = (message: string): Refusal => ({ code: "invalid", message });
export const conflict = (message: string, current: unknown): Refusal => ({
  code: "conflict",
  message,
  current,
});
