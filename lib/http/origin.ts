import { environment } from "@/lib/env";
import { DoorError } from "./problem";

const changes = (method: string): boolean => !["GET", "HEAD", "OPTIONS"].includes(method);

/** Names of this machine: a portal that runs here is reached by any of them, whatever its configured address says. */
const loopback = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;

/**
 * Refuses a change asked for by a cookie unless the page it comes from is our own. A browser sends Origin with every
 * such request, so none, `null`, a foreign and a sibling origin are all refused alike.
 */
export function requireOwnOrigin(request: Request): void {
  if (!changes(request.method)) return;
  const origin = request.headers.get("origin");
  if (origin && isOwnOrigin(origin, request.headers.get("host"))) return;
  throw new DoorError(
    403,
    "foreign_origin",
    "A change is accepted only from the portal's own pages (Origin).",
  );
}

export function isOwnOrigin(origin: string, host: string | null): boolean {
  if (origin === new URL(environment().portalUrl).origin) return true;
  return host !== null && loopback.test(host) && origin === `http://${host}`;
}

/** Where the portal lives for this request: the configured address, or the local name the person typed. */
export function ownAddress(request: Request): string {
  const host = request.headers.get("host");
  return host !== null && loopback.test(host) ? `http://${host}` : new URL(environment().portalUrl).origin;
}
