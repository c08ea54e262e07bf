import { z } from "zod";
import { visitor } from "@/app/page-context";
import { AppError } from "@/lib/errors";
import { getLoggedOperation } from "@/lib/operations/get-operation";
import { alsoLookedAt, lookedAtCookie } from "@/lib/overview/looked-at";

/**
 * A step of the guided tour: sends the reader on to the requests of one operation in the PSA sandbox and notes in the
 * browser that they were looked at. Nothing of the portal changes.
 */
export async function GET(request: Request, context: { params: Promise<{ operationId: string }> }) {
  const ctx = await visitor();
  if (!ctx) return goTo("/sign-in");
  const id = z.uuid().safeParse((await context.params).operationId);
  if (!id.success) return new Response(null, { status: 404 });
  try {
    const { connectionId } = await getLoggedOperation(ctx, { operationId: id.data });
    const query = new URLSearchParams({ connection: connectionId, operation: id.data });
    const value = alsoLookedAt(request.headers.get("cookie"), id.data);
    return goTo(`/sandbox/requests?${query}`, `${lookedAtCookie}=${value}; Path=/; SameSite=Lax; HttpOnly`);
  } catch (error) {
    if (error instanceof AppError) return new Response(null, { status: 404 });
    throw error;
  }
}

const goTo = (location: string, cookie?: string): Response =>
  new Response(null, { status: 303, headers: { location, ...(cookie && { "set-cookie": cookie }) } });
