import type { z } from "zod";
import { outside } from "@/lib/connections/outside";
import { environment } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { CallFailure } from "@/lib/psa/call-failure";

/** Answers at once, being on the same machine; whoever plays with its faults should not wait for a stalled page. */
const deadlineMs = 8_000;

/** There is a practice PSA in demo mode only; elsewhere its addresses are addresses of nothing. */
export function requirePracticePsa(): void {
  if (environment().mode !== "demo" || outside().sandboxOrigins.length === 0) {
    throw new AppError("not_found", "There is no PSA sandbox here.");
  }
}

/** One address of a world: `{user name}/requests?writes=true`. */
export function worldAddress(world: string, part: string, query: Record<string, string | undefined> = {}) {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const search = given.length === 0 ? "" : `?${new URLSearchParams(given)}`;
  return `worlds/${encodeURIComponent(world)}/${part}${search}`;
}

/**
 * Asks the control API of the sandbox program: GET without a body, POST with one. Throws AppError `unavailable` when
 * it does not answer, `not_found` for a world it does not have, `invalid` with its own sentence when it refuses.
 */
export async function askSandbox<S extends z.ZodType>(
  answer: S,
  address: string,
  body?: unknown,
): Promise<z.output<S>> {
  const { transport, sandboxOrigins } = outside();
  const url = `${sandboxOrigins[0]}/_sandbox/${address}`;
  const told = await transport
    .send({
      method: body === undefined ? "GET" : "POST",
      url,
      deadlineMs,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    .catch((cause: unknown) => {
      if (!(cause instanceof CallFailure)) throw cause;
      throw new AppError("unavailable", "The PSA sandbox does not answer. Try again in a moment.", { cause });
    });
  if (told.status === 404) throw new AppError("not_found", "There is no such PSA sandbox.");
  const said: unknown = JSON.parse(told.body);
  if (told.status >= 400) throw new AppError("invalid", refusalOf(said));
  return answer.parse(said);
}

function refusalOf(said: unknown): string {
  const sentence: unknown =
    typeof said === "object" && said !== null ? Reflect.get(said, "error") : undefined;
  return typeof sentence === "string" ? sentence : "The PSA sandbox refused this.";
}
