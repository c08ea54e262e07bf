export type TaskSearch = { text: string; number?: number };

/** "T-000123", "t-123", "#123" and "123" mean the task of that number; digits may be an order's id all the same. */
export function taskSearch(given: string): TaskSearch | undefined {
  const text = given.trim();
  if (text === "") return undefined;
  const digits = /^(?:t-|#)?0*(\d{1,15})$/i.exec(text)?.[1];
  return digits === undefined ? { text } : { text, number: Number.parseInt(digits, 10) };
}
