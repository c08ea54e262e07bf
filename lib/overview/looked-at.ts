/**
 * What a browser has looked at in the sandbox is its own affair: the page of requests keeps it in this cookie
 * (components/sandbox/looked-at.ts), and it proves a step of the tour.
 */
const lookedAtCookie = "counterpart-looked-at";

const ids = /[0-9a-f]{8}-[0-9a-f-]{27}/g;

/** Ids of the operations whose requests were opened, the latest last. */
export function lookedAtOf(cookieHeader: string | null): string[] {
  const pair = cookieHeader?.split(";").find((part) => part.trim().startsWith(`${lookedAtCookie}=`));
  return pair?.match(ids) ?? [];
}
