/**
 * Calls `work` for each item with at most `limit` under way at once, in the order of the list. The first error stops
 * further items and is thrown once those under way have ended.
 */
export async function mapInFlight<T>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = items[Symbol.iterator]();
  let stopped = false;
  const lane = async () => {
    for (const item of waiting) {
      if (stopped) return;
      try {
        await work(item);
      } catch (error) {
        stopped = true;
        throw error;
      }
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: Math.min(limit, items.length) }, lane));
  const failed = ended.find((end) => end.status === "rejected");
  if (failed) throw failed.reason;
}
