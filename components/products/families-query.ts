/** What of the Products screen stands in its address. */
export const addressDefaults = {
  connection: "",
  view: "products",
  show: "held",
  unmapped: false,
  search: "",
  /** Families unfolded while nothing is filtered, and those folded while something is. */
  open: [] as readonly string[],
  folded: [] as readonly string[],
  product: "",
};

type Filter = { show: string; unmapped: boolean; search: string; open: readonly string[] };

/** A filter shows few rows: its families lie open unless the reader folds them. */
export const isFiltering = ({ search, unmapped }: Pick<Filter, "search" | "unmapped">): boolean =>
  search !== "" || unmapped;

/** The question to the API for an address; the page asks it on the server and the screen in the browser. */
export function familiesQuery(filter: Filter, connectionId: string): string {
  const query = new URLSearchParams({ connectionId, show: filter.show === "all" ? "all" : "held" });
  if (filter.unmapped) query.set("onlyUnmapped", "true");
  if (filter.search) query.set("search", filter.search);
  if (!isFiltering(filter)) query.set("open", filter.open.join(",") || "none");
  query.set("limit", "500");
  return query.toString();
}
