/** What a list of tasks may be sorted by; with a minus the last comes first. */
export const taskSorts = [
  "number",
  "-number",
  "effectiveDate",
  "-effectiveDate",
  "customer",
  "-customer",
  "type",
  "-type",
  "money",
  "-money",
] as const;
export type TaskSort = (typeof taskSorts)[number];
