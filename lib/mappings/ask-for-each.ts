import { AppError } from "@/lib/errors";
import { PsaError } from "@/lib/psa/errors";

/** What the PSA said of one id: the record, that there is none, or why it could not be asked. */
export type Asked<Found> = { found: Found } | { missing: true } | { problem: string };

/** Asks one after another; a PSA that cannot be asked is a problem of the rows that need it, not of the batch. */
export async function askForEach<Found>(
  ids: readonly string[],
  open: () => Promise<(id: string) => Promise<Found | undefined>>,
): Promise<Map<string, Asked<Found>>> {
  const answers = new Map<string, Asked<Found>>();
  if (ids.length === 0) return answers;
  try {
    const find = await open();
    for (const id of new Set(ids)) {
      const found = await find(id);
      answers.set(id, found === undefined ? { missing: true } : { found });
    }
  } catch (error) {
    if (!(error instanceof PsaError) && !isUnusable(error)) throw error;
    for (const id of ids) if (!answers.has(id)) answers.set(id, { problem: error.message });
  }
  return answers;
}

/** Paused, disabled or without credentials; an unknown connection is an error of the whole request. */
function isUnusable(error: unknown): error is AppError {
  return error instanceof AppError && error.code === "precondition_failed";
}
