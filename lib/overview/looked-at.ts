/** What a browser has looked at in the sandbox is its own affair: it is kept in a cookie and proves a step of the tour. */
export const lookedAtCookie = "counterpart-looked-at";

const ids = /[0-9a-f]{8}-[0-9a-f-]{27}/g;

/** Ids of the operations whose requests were opened, the latest last. */
export function lookedAtOf(cookieHeader: string | null): string[] {
  const pair = cookieHeader?.split(";").find((part) => part.trim().startsWith(`${lookedAtCookie}=`));
  return pair?.match(ids) ?? [];
}

/** The cookie's value once this operation was looked at too; only the latest few are kept. */
export function alsoLookedAt(cookieHeader: string | null, operationId: string): string {
  return [...lookedAtOf(cookieHeader).filter((id) => id !== operationId), operationId].slice(-5).join(".");
}
