import { z } from "zod";
import { applicationPool } from "@/db/application-pool";
import { issueSessionCookie } from "@/lib/auth/session-token";
import { type SignedIn, signIn } from "@/lib/auth/sign-in";
import { AppError } from "@/lib/errors";
import { jsonAnswer } from "./answer";
import { isOwnOrigin, requireOwnOrigin } from "./origin";
import { parseAs } from "./parse-request";
import { DoorError } from "./problem";
import type { PublicInput } from "./public-route";
import { parseJson, readText, requireHoldable } from "./read-json";

const maxBytes = 16_384;

export const credentials = z.strictObject({
  email: z.string().min(3).max(254),
  password: z.string().min(1).max(200),
});
const form = credentials.extend({ next: z.string().max(500).optional() });

/** A path of our own, never an address of somebody else's: "/sync", not "//elsewhere" and not "/\\elsewhere". */
export function ownPath(next: string | undefined): string {
  return next !== undefined && /^\/(?![/\\])[\w\-./~%?=&]*$/.test(next) ? next : "/";
}

/**
 * Signs in by JSON (a script; answers the person) or by the sign-in page's form (answers a redirect, also for errors,
 * so that the page can say them). A form must come from our own page, or a stranger's page could sign somebody in.
 */
export async function answerSignIn({ request, requestId, from }: PublicInput): Promise<Response> {
  const mediaType = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  const userAgent = request.headers.get("user-agent") ?? undefined;
  if (mediaType === "application/json") {
    const origin = request.headers.get("origin");
    if (origin !== null && !isOwnOrigin(origin, request.headers.get("host"))) requireOwnOrigin(request);
    const input = parseAs(credentials, parseJson(await readText(request, maxBytes), 3), "body");
    const person = await signIn(applicationPool(), { ...input, requestId, from, userAgent });
    return withCookie(jsonAnswer(answerFor(person), 200), person);
  }
  if (mediaType !== "application/x-www-form-urlencoded") {
    throw new DoorError(415, "unsupported_media_type", "Send application/json or a form.");
  }
  requireOwnOrigin(request);
  const text = await readText(request, maxBytes);
  const fields = Object.fromEntries(new URLSearchParams(text));
  for (const value of Object.values(fields)) requireHoldable(value);
  const input = form.safeParse(fields);
  if (!input.success) return redirect("/sign-in?error=required");
  try {
    const person = await signIn(applicationPool(), { ...input.data, requestId, from, userAgent });
    return withCookie(redirect(ownPath(input.data.next)), person);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return redirect(`/sign-in?${new URLSearchParams({ error: error.code, ...until(error) })}`);
  }
}

/** The page shows the sentence of the error; the time is the only part of it that the address must carry. */
function until(error: AppError): { until?: string } {
  const time = /until (\d\d:\d\d)/.exec(error.message)?.[1];
  return time === undefined ? {} : { until: time };
}

export const signedIn = z.object({
  person: z.object({ id: z.uuid(), name: z.string(), email: z.string() }),
  partnerId: z.uuid(),
  role: z.string(),
});

function answerFor({ personId, name, email, home }: SignedIn): z.input<typeof signedIn> {
  return { person: { id: personId, name, email }, partnerId: home.partnerId, role: home.role };
}

/** Relative, so that it holds under whatever name the person reached the portal. */
export function redirect(location: string): Response {
  return new Response(null, { status: 303, headers: { location } });
}

async function withCookie(answer: Response, person: SignedIn): Promise<Response> {
  answer.headers.append("set-cookie", await issueSessionCookie(person));
  return answer;
}
