import { firstPageRows } from "@/components/ui/next-page";

/** What of the screen lives in the address. Must stay one object: what equals its default is left out. */
export const mapAddress = {
  search: "",
  show: [] as readonly string[],
  sort: "name",
  direction: "ascending",
  customer: "",
};

export type MapAddress = { search: string; show: readonly string[]; sort: string; direction: string };

export const mapChips = [
  { value: "unmapped", label: "Only unmapped", state: "not_mapped" },
  { value: "broken", label: "Broken", state: "broken" },
  { value: "excluded", label: "Excluded", state: "do_not_map" },
  { value: "money", label: "With money" },
  { value: "hide-mapped", label: "Hide mapped" },
] as const;

/** The address as the API's question for rows. */
export function rowsQuery({ search, show, sort, direction }: MapAddress): string {
  const query = new URLSearchParams();
  if (search.trim()) query.set("search", search.trim());
  const states: string[] = mapChips.flatMap((chip) =>
    "state" in chip && show.includes(chip.value) ? [chip.state] : [],
  );
  if (states.length === 0 && show.includes("hide-mapped")) states.push("not_mapped", "broken", "do_not_map");
  if (states.length > 0) query.set("states", states.join(","));
  if (show.includes("money")) query.set("withMoney", "true");
  if (sort === "money" || sort === "changed") query.set("sort", sort);
  if (direction === "descending") query.set("direction", direction);
  query.set("limit", firstPageRows);
  return query.toString();
}

export const isFiltered = ({ search, show }: MapAddress): boolean => search.trim() !== "" || show.length > 0;
