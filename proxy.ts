import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { readSessionClaim } from "@/lib/auth/session-token";
import { isDevelopment } from "@/lib/env";
import { ownAddress } from "@/lib/http/origin";
import { pageHeaders } from "@/lib/http/security-headers";

/** Pages that anybody may see. */
const open = /^\/(sign-in|developers)(\/|$)/;

/**
 * Gives every page its security headers, and spares whoever has no session the way to a page that would send them to
 * the sign-in page anyway. It protects nothing: pages and routes ask for themselves.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const nonce = randomBytes(16).toString("base64");
  const headers = pageHeaders(nonce, isDevelopment());
  const answer = (await mayContinue(request)) ? withNonce(request, headers) : toSignIn(request);
  for (const [name, value] of Object.entries(headers)) answer.headers.set(name, value);
  return answer;
}

async function mayContinue(request: NextRequest): Promise<boolean> {
  if (open.test(request.nextUrl.pathname)) return true;
  return (await readSessionClaim(request.headers.get("cookie"))) !== undefined;
}

/** Next reads the nonce from the request's own policy and puts it on its scripts. */
function withNonce(request: NextRequest, headers: Readonly<Record<string, string>>): NextResponse {
  const forwarded = new Headers(request.headers);
  forwarded.set("content-security-policy", headers["content-security-policy"] ?? "");
  // A page does not know its own address; it needs it to come back after signing in.
  forwarded.set("x-counterpart-path", request.nextUrl.pathname + request.nextUrl.search);
  return NextResponse.next({ request: { headers: forwarded } });
}

function toSignIn(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  const next = pathname === "/" ? "" : `?${new URLSearchParams({ next: pathname + search })}`;
  // Under the name that the person typed, localhost or 127.0.0.1: their cookie holds for that one only.
  return NextResponse.redirect(new URL(`/sign-in${next}`, ownAddress(request)));
}

export const config = {
  matcher: ["/((?!api/|_next/static|_next/image|favicon.ico|icon.svg).*)"],
};
