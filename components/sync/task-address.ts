import { firstPageRows } from "@/components/ui/next-page";
import type { TaskGroup } from "@/lib/sync/task-group";

/** What of the Sync screen lives in the address. */
export const addressDefaults = {
  search: "",
  types: [] as string[],
  warnings: false,
  customer: "",
  connection: "",
  sort: "-number",
  by: "",
};

export type TaskAddress = {
  search: string;
  types: readonly string[];
  warnings: boolean;
  customer: string;
  connection: string;
  sort: string;
  by: string;
};

/** The filter as the API takes it, as text: so that the server's first answer is known again in the browser. */
export function filterQuery(address: TaskAddress, group: TaskGroup): string {
  const query = new URLSearchParams({ group });
  if (address.search.trim()) query.set("search", address.search.trim());
  if (address.types.length > 0) query.set("types", address.types.join(","));
  if (address.warnings) query.set("warnings", "with");
  if (address.customer) query.set("customerId", address.customer);
  if (address.connection) query.set("connectionId", address.connection);
  return query.toString();
}

export function listQuery(address: TaskAddress, group: TaskGroup): string {
  const query = new URLSearchParams(filterQuery(address, group));
  query.set("sort", address.by || address.sort);
  query.set("limit", firstPageRows);
  return query.toString();
}

export const isFiltered = ({ search, types, warnings, customer }: TaskAddress): boolean =>
  search.trim() !== "" || types.length > 0 || warnings || customer !== "";

/** Each tab has an address of its own and takes the filter along. */
export function tabHref(group: TaskGroup, search: URLSearchParams): string {
  const query = new URLSearchParams(search);
  query.delete("tab");
  const hasPage = group === "scheduled" || group === "ignored";
  if (!hasPage && group !== "waiting") query.set("tab", group);
  const text = query.toString();
  return `/sync${hasPage ? `/${group}` : ""}${text ? `?${text}` : ""}`;
}

export const groupOfTab = (tab: string | null | undefined): TaskGroup =>
  tab === "failed" || tab === "applied" ? tab : "waiting";
