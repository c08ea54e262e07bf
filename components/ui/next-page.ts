/** A screenful: what a page brings with itself, so that it can be used at once; the next ones follow as somebody scrolls. */
export const firstPageRows = "12";
const laterPageRows = "50";

/** The question for the page of a list that begins at `cursor`; the first page is asked for as the address has it. */
export function nextPage(query: string, cursor: string): string {
  if (cursor === "") return query;
  const next = new URLSearchParams(query);
  next.set("cursor", cursor);
  next.set("limit", laterPageRows);
  return next.toString();
}
