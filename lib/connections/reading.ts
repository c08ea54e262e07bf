/** What a connection's first reading goes through, in its order. Contracts and lines are those of mapped companies. */
const everyList = ["companies", "catalog_items", "billing_codes", "contracts", "lines"] as const;
type ListName = (typeof everyList)[number];

export type ListReading = {
  list: ListName;
  /** `after_mapping`: read once a company is mapped. */
  state: "read" | "reading" | "refused" | "after_mapping";
  /** Rows of the latest reading, whenever that was. */
  count: number;
  readAt: Date | null;
  problem: string | null;
};

export type ReadingFacts = {
  /** When the credentials were taken into use: whatever was read earlier is an older picture. */
  askedAt: Date | null;
  companiesMapped: number;
  lists: readonly { list: string; readAt: Date | null; rows: number; problem: string | null }[];
};

/**
 * How far the lists were read since the credentials were taken into use. Finished when none is still to come; a list
 * that was refused is told with its reason and keeps nobody waiting.
 */
export function readingOf(facts: ReadingFacts): { isFinished: boolean; lists: ListReading[] } {
  const lists = everyList.map((list): ListReading => {
    const row = facts.lists.find((each) => each.list === list);
    const told = { list, count: row?.rows ?? 0, readAt: row?.readAt ?? null, problem: row?.problem ?? null };
    if (row?.problem) return { ...told, state: "refused" };
    const isRead = row?.readAt != null && (facts.askedAt === null || row.readAt >= facts.askedAt);
    if (isRead) return { ...told, state: "read" };
    const comesLater = (list === "contracts" || list === "lines") && facts.companiesMapped === 0;
    return { ...told, state: comesLater ? "after_mapping" : "reading" };
  });
  // A tenant whose mapped companies have no recurring contract has no lines to be read.
  const waitsFor = lists.filter(({ list, state }) => state === "reading" && list !== "lines");
  return { isFinished: waitsFor.length === 0, lists };
}
