/** What of the Action Log lives in the address. */
export const logDefaults = {
  search: "",
  states: [] as string[],
  connection: "",
  customer: "",
  from: "",
  to: "",
  operation: "",
};

export type LogAddress = Omit<typeof logDefaults, "states"> & { states: readonly string[] };

/** The filter as the API takes it; the open drawer is none. */
export function logFilterQuery(address: LogAddress): string {
  const query = new URLSearchParams();
  const set = (name: string, value: string) => value && query.set(name, value);
  set("search", address.search.trim());
  set("states", address.states.join(","));
  set("connectionId", address.connection);
  set("customerId", address.customer);
  set("fromDate", address.from);
  set("toDate", address.to);
  return query.toString();
}

export const isLogFiltered = (address: LogAddress): boolean => logFilterQuery(address) !== "";
